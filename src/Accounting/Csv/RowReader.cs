using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>Turns rows into facts, and sees what only the whole file shows: duplicates, contradictions, customers that look like one.</summary>
internal sealed class RowReader(ColumnMap map, Header header, List<ImportFault> faults)
{
    readonly List<DatedFact> facts = [];
    readonly Dictionary<(string, string), int> lineOf = [];
    readonly Dictionary<string, Contact> contacts = new(StringComparer.Ordinal);
    readonly Lookalikes lookalikes = new();
    int rows, sound, rounded, anonymous;

    public void Take(int line, string[] cells)
    {
        rows++;
        Row row = new(line, cells, map, header);
        if (cells.Length != header.Headers.Length)
            row.Fault("row", $"has {cells.Length} cells, the header {header.Headers.Length}", "look for a delimiter that is missing or not in quotes");
        else
        {
            foreach (string column in map.NotEmpty.Where(c => row.Text(c).Length == 0)) row.Fault(column, "is empty", "fill it in");
            IReadOnlyList<DatedFact> news = map.Rows == CsvRows.Invoices ? Invoice(row, line) : MoneyIn(row, line);
            if (row.Faults.Count == 0)
            {
                facts.AddRange(news);
                sound++;
                if (row.WasRounded) rounded++;
            }
        }
        faults.AddRange(row.Faults);
    }

    List<DatedFact> Invoice(Row row, int line)
    {
        string customer = row.Needed("customer"), number = row.Needed("number");
        DateOnly? issued = row.Date("issueDate", true), due = map.Columns.DueDate is null ? issued?.AddDays(map.TermsDays!.Value) : row.Date("dueDate", true), settled = row.Date("settledDate", false);
        Money? amount = row.Amount(row.CurrencyOf());
        bool disputed = IsDisputed(row);
        if (amount is { Minor: < 0 }) row.Fault("amount", $"{amount} is negative", "import it as a credit note, with a map whose rows are credit-notes");
        if (due < issued) row.Fault("dueDate", $"{due:yyyy-MM-dd} lies before the issue on {issued:yyyy-MM-dd}", "correct one of the dates");
        if (settled < issued) row.Fault("settledDate", $"{settled:yyyy-MM-dd} lies before the issue on {issued:yyyy-MM-dd}", "correct one of the dates");
        Unique(row, line, customer, number);
        DatedFact? about = Describe(row, customer, issued);
        if (row.Faults.Count > 0 || issued is not { } day || due is not { } dueDay || amount is not { } money) return [];

        List<DatedFact> news = about is null ? [] : [about];
        string description = row.Text("description");
        news.Add(new(day, customer, new RecordInvoice(new() { Number = number, IssueDate = day, DueDate = dueDay, Amount = money, Description = description.Length > 0 ? description : null })));
        if (disputed && money.IsPositive) news.Add(new(day, customer, new OpenDispute(number, "other", "The file says that it is disputed.")));
        if (settled is { } paid && money.IsPositive) news.Add(new(paid, customer, new RecordPayment(new() { Id = $"settled {number}", Amount = money, ValueDate = paid, Allocations = [new(number, money)] })));
        return news;
    }

    List<DatedFact> MoneyIn(Row row, int line)
    {
        string customer = row.Needed("customer"), invoice = row.Text("invoice"), number = map.Columns.Number is null ? "" : row.Needed("number");
        DateOnly? date = row.Date("date", true), known = row.Date("knownDate", false) ?? date;
        Money? amount = row.Amount(row.CurrencyOf());
        if (amount is { IsPositive: false }) row.Fault("amount", $"{amount} is not above zero", "leave out refunds and zeros; write credit notes without a sign");
        if (known < date) row.Fault("knownDate", "lies before the day the money counts from", "correct one of the dates");
        if (number.Length > 0) Unique(row, line, customer, number);
        DatedFact? about = Describe(row, customer, known);
        if (row.Faults.Count > 0 || date is not { } day || known is not { } knownDay || amount is not { } money) return [];

        ImmutableArray<Allocation> named = invoice.Length > 0 ? [new(invoice, money)] : [];
        List<DatedFact> news = about is null ? [] : [about];
        news.Add(new(knownDay, customer, map.Rows == CsvRows.CreditNotes
            ? new RecordCreditNote(new() { Number = number, Amount = money, ValueDate = day, Allocations = named })
            : new RecordPayment(new() { Id = number.Length > 0 ? number : Anonymous($"{customer} {invoice} {day:yyyy-MM-dd} {money}"), Amount = money, ValueDate = day, Allocations = named })));
        return news;
    }

    // A payment without a number of its own is named by what it says; a second one that says the same is a second payment.
    string Anonymous(string says)
    {
        int nth = 1;
        while (!lineOf.TryAdd(("payment " + nth, says), 0)) nth++;
        anonymous++;
        return nth == 1 ? says : $"{says} #{nth}";
    }

    void Unique(Row row, int line, string customer, string number)
    {
        if (customer.Length == 0 || number.Length == 0) return;
        if (!lineOf.TryAdd((customer, number), line)) row.Fault("number", $"{number} of customer {customer} stands in line {lineOf[(customer, number)]} already", "remove one of the two rows, or correct its number");
    }

    bool IsDisputed(Row row)
    {
        string word = row.Text("disputed");
        if (word.Length == 0 || map.DisputedUnless.Contains(word)) return false;
        if (map.DisputedWhen.Contains(word)) return true;
        row.Fault("disputed", $"'{word}' is neither yes nor no", $"write {string.Join(", ", map.DisputedWhen)} or {string.Join(", ", map.DisputedUnless)}");
        return false;
    }

    DatedFact? Describe(Row row, string customer, DateOnly? day)
    {
        if (customer.Length == 0) return null;
        string name = row.Text("name"), email = Filled(row.Text("email"), map.Contact.Email, customer), mobile = Filled(row.Text("mobile"), map.Contact.Mobile, customer);
        if (email.Length > 0 && !Address.IsEmail(email)) row.Fault("email", $"'{email}' is no email address", "write it as name@example.com");
        if (mobile.Length > 0 && !Address.IsMobile(mobile)) row.Fault("mobile", $"'{mobile}' is no international number", "write it with plus and country code: +44 7700 900123");
        string zone = row.Text("timeZone");
        if (zone.Length > 0 && !SendTime.IsZone(zone)) row.Fault("timeZone", $"'{zone}' is no IANA time zone", "write it as Europe/London");
        lookalikes.See(customer, name);
        if (day is not { } date || row.Faults.Count > 0) return null;
        Contact contact = new()
        {
            Id = map.Contact.Role, Role = map.Contact.Role, Name = row.Text("contactName"), Email = email.Length > 0 ? email : null, Mobile = mobile.Length > 0 ? mobile : null,
            Language = Filled(row.Text("language"), map.Contact.Language, customer) is { Length: > 0 } language ? language : null,
        };
        string area = row.Text("holidayArea");
        bool reachable = contact.Email is not null || contact.Mobile is not null;
        if (contacts.TryGetValue(customer, out Contact? known) && (known == contact || !reachable)) return null;
        contacts[customer] = contact;
        return new(date, customer, new DescribeCustomer(
            new(Name: known is null && name.Length > 0 ? name : null, Zone: zone.Length > 0 ? zone : null, HolidayArea: area.Length > 0 ? area : null), reachable ? [contact] : []));
    }

    static string Filled(string cell, string? pattern, string customer) => cell.Length > 0 ? cell : pattern?.Replace("{customer}", customer, StringComparison.Ordinal) ?? "";

    // Rows stand in any order: who a customer is was known when its first row happened.
    IEnumerable<DatedFact> KnownFromTheStart()
    {
        Dictionary<string, DateOnly> first = facts.GroupBy(f => f.Customer, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(f => f.Date), StringComparer.Ordinal);
        HashSet<string> described = new(StringComparer.Ordinal);
        foreach (DatedFact fact in facts)
            yield return fact.What is DescribeCustomer && described.Add(fact.Customer) ? fact with { Date = first[fact.Customer] } : fact;
    }

    public ImportReading Done() => new()
    {
        Rows = rows, SoundRows = sound, Facts = [.. KnownFromTheStart()], Faults = [.. faults], Lookalikes = lookalikes.Found(),
        Assumed = [.. Assumptions.Of(map, rounded, anonymous)],
    };
}
