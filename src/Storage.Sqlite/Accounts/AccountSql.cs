namespace Collections.Storage.Sqlite;

/// <summary>Every statement on accounts. A test asks SQLite for the plan of each: none may scan a table.</summary>
static class AccountSql
{
    public const string Find = "SELECT no, version, hash, parts_sum FROM accounts WHERE id = ?";
    public const string Add = """
        INSERT INTO accounts (id, ledger_id, customer, version, hash, parts_sum, run_at, wake_at, name, customer_key, name_key, standing, oldest_due_day, open_items, open_tasks, cases)
        VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    public const string Advance = "UPDATE accounts SET version = ?, hash = ?, parts_sum = ?, run_at = ?, wake_at = ?, head_sum = ?, head = ? WHERE no = ?";
    public const string Describe = "UPDATE accounts SET name = ?, customer_key = ?, name_key = ?, standing = ?, oldest_due_day = ?, open_items = ?, open_tasks = ?, cases = ? WHERE no = ?";
    public const string Wake = "UPDATE accounts SET run_at = ?, wake_at = ? WHERE no = ?";
    public const string AddBalance = "INSERT INTO balances (account_no, currency, open_minor) VALUES (?, ?, ?)";
    public const string ClearBalances = "DELETE FROM balances WHERE account_no = ?";
    public const string Balances = "SELECT currency, open_minor FROM balances WHERE account_no = ? ORDER BY currency";

    public const string SumsOfParts = "SELECT at, sum FROM parts WHERE at BETWEEN ? AND ?";
    public const string SetPart = "INSERT OR REPLACE INTO parts (at, sum, bytes) VALUES (?, ?, ?)";
    public const string RemovePart = "DELETE FROM parts WHERE at = ?";
    public const string Load = "SELECT no, version, hash, parts_sum, run_at, wake_at, head_sum, head FROM accounts WHERE id = ?";
    public const string Parts = "SELECT at, bytes FROM parts WHERE at BETWEEN ? AND ? ORDER BY at";

    public const string AddCommit = "INSERT INTO commits (account_no, version, hash, bytes) VALUES (?, ?, ?, ?)";
    public const string OneCommit = "SELECT bytes FROM commits WHERE account_no = ? AND version = ?";
    public const string History = "SELECT hash, bytes FROM commits WHERE account_no = ? AND version > ? AND version <= ? ORDER BY version LIMIT ?";

    public const string Marked = "SELECT 1 FROM markers WHERE account_no = ? AND marker = ?";
    public const string AddMarker = "INSERT INTO markers (account_no, marker) VALUES (?, ?)";
    public const string IsApplied = "SELECT 1 FROM accounts a JOIN markers m ON m.account_no = a.no WHERE a.id = ? AND m.marker = ?";

    public const string Due = "SELECT id, ledger_id, wake_at FROM accounts INDEXED BY accounts_due WHERE wake_at <= ? ORDER BY wake_at LIMIT ?";
    public const string DueOfLedger = "SELECT id, ledger_id, wake_at FROM accounts INDEXED BY accounts_due WHERE wake_at <= ? AND ledger_id = ? ORDER BY wake_at LIMIT ?";

    const string Line = "SELECT no, id, customer, name, standing, oldest_due_day, open_items, open_tasks, cases FROM accounts ";
    const string Page = "AND (? IS NULL OR oldest_due_day < ?) AND (? IS NULL OR instr(customer_key, ?) > 0 OR instr(name_key, ?) = 1) ORDER BY customer LIMIT ?";
    public const string List = Line + "WHERE ledger_id = ? " + Page;
    public const string ListAfter = Line + "WHERE ledger_id = ? AND customer > ? " + Page;
    public const string Flagged = Line + "WHERE ledger_id = ? AND standing <> 'good' ORDER BY customer";

    public const string ClearTasks = "DELETE FROM tasks WHERE account_no = ?";
    public const string AddTask = "INSERT INTO tasks (account_no, task_id, ledger_id, opened_at, task) VALUES (?, ?, ?, ?, ?)";
    public const string Tasks = "SELECT a.id, a.ledger_id, a.customer, a.name, t.task FROM tasks t JOIN accounts a ON a.no = t.account_no ORDER BY t.opened_at LIMIT ?";
    public const string TasksOfLedger = """
        SELECT a.id, a.ledger_id, a.customer, a.name, t.task FROM tasks t JOIN accounts a ON a.no = t.account_no
        WHERE t.ledger_id = ? ORDER BY t.opened_at LIMIT ?
        """;

    public const string ClearAddresses = "DELETE FROM contact_addresses WHERE account_no = ?";
    public const string AddAddress = "INSERT INTO contact_addresses (address, account_no) VALUES (?, ?)";
    public const string AccountsAt = "SELECT a.id FROM contact_addresses c JOIN accounts a ON a.no = c.account_no WHERE c.address = ? ORDER BY a.id";

    public const string NextLedger = "SELECT ledger_id FROM accounts WHERE ledger_id > ? ORDER BY ledger_id LIMIT 1";
}

/// <summary>Every statement on messages and their texts.</summary>
static class MessageSql
{
    public const string Reserve = """
        INSERT INTO messages (account_no, id, ledger_id, state, reserved_at, message) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (account_no, id) DO UPDATE SET state = excluded.state, reserved_at = excluded.reserved_at, message = excluded.message, demanded = NULL, outcome = NULL, text_version = NULL
        """;
    public const string Follow = "UPDATE messages SET state = ?, message = ? WHERE account_no = ? AND id = ?";
    public const string Demand = "UPDATE messages SET demanded = ? WHERE account_no = ? AND id = ?";
    public const string Conclude = "UPDATE messages SET outcome = ? WHERE account_no = ? AND id = ?";
    public const string AddText = "INSERT INTO message_texts (message_id, version, text) VALUES (?, ?, ?)";
    public const string PointToText = "UPDATE messages SET text_version = ? WHERE account_no = ? AND id = ?";

    const string Row = """
        SELECT m.message, a.id, m.ledger_id, t.text, m.demanded, m.outcome FROM messages m JOIN accounts a ON a.no = m.account_no
        LEFT JOIN message_texts t ON t.message_id = m.id AND t.version = m.text_version 
        """;
    const string Newest = " ORDER BY m.reserved_at DESC, m.id DESC LIMIT ?";
    public const string One = Row + "WHERE substr(m.id, 1, 9) = substr(?1, 1, 9) AND m.id = ?1";
    public const string OfAccount = Row + "WHERE m.account_no = (SELECT no FROM accounts WHERE id = ?) AND (? IS NULL OR m.state = ?) AND (m.reserved_at, m.id) < (?, ?) AND (? IS NULL OR m.ledger_id = ?)" + Newest;
    public const string OfLedger = Row + "WHERE m.ledger_id = ? AND m.state = ? AND m.reserved_at <= ? AND (m.reserved_at, m.id) < (?, ?)" + Newest;
}
