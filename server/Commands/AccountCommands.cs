using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>why, account, contact, tasks: reading an account, and who is written to.</summary>
internal static class AccountCommands
{
    public static readonly Argument<string> Account = new("account") { Description = "The customer's number, LEDGER/CUSTOMER, or the account's id" };

    public static IEnumerable<Command> Build()
    {
        yield return Make("why", "Why a message goes out to the account, or why not; with --at for any past instant", WhyAsync, Account);
        yield return Make("account", "An account: open items, agreements, contacts, standing, messages, tasks", ShowAsync, Account);
        yield return ContactCommand();
        Command tasks = new("tasks", "What waits for a person");
        tasks.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, TasksAsync, cancel));
        tasks.Add(TaskDone());
        yield return tasks;
    }

    public static Command Make(string name, string words, Func<Invocation, Task<int>> act, params Symbol[] symbols)
    {
        Command command = new(name, words);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else if (symbol is Option option) command.Add(option);
        }
        command.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, act, cancel));
        return command;
    }

    static async Task<int> WhyAsync(Invocation call)
    {
        StoredAccount stored = await call.AccountAsync(call.Get(Account));
        Explanation? why = call.Hand is null
            ? await call.Folder.Past.WhyNowAsync(stored.Account.Id, call.Cancel)
            : await call.Folder.Past.WhyAsync(stored.Account.Id, call.Now, call.Cancel);
        if (why is null) throw new BadInputException("--at", "the account did not exist yet", "choose a later instant");
        return call.Print(why, () => Print(call.Out, stored.Account, why));
    }

    static void Print(TextWriter to, Account account, Explanation why)
    {
        to.WriteLine($"{account.Customer} {account.Name}, as of {why.At:yyyy-MM-dd HH:mm} UTC (the ledger's {why.Date:yyyy-MM-dd}), policy {why.Policy}");
        to.WriteLine(why.Decided);
        foreach (Stop stop in why.Stops) to.WriteLine($"  - {stop.Code}: {stop.Words}{(stop.Until is { } day ? $" (passes {day:yyyy-MM-dd})" : "")}");
        if (why.WouldGo.Length > 0) to.WriteLine(why.WouldGo);
        foreach ((string name, string value) in why.Values) to.WriteLine($"  {name}: {value}");
    }

    static async Task<int> ShowAsync(Invocation call)
    {
        StoredAccount stored = await call.AccountAsync(call.Get(Account));
        Account account = call.Hand is null ? stored.Account : await call.Folder.Past.AtAsync(stored.Account.Id, call.Now, call.Cancel)
            ?? throw new BadInputException("--at", "the account did not exist yet", "choose a later instant");
        Ledger ledger = (await call.Folder.Stores.Ledgers.FindAsync(account.LedgerId, call.Cancel))!;
        DateOnly today = SendTime.DateIn(ledger.TimeZone, call.Now);
        IReadOnlyList<StoredMessage> messages = await call.Folder.Stores.Accounts.MessagesAsync(new(Account: account.Id), call.Cancel);
        AccountPrint print = new(account, today, messages);
        return call.Print(print.ForProgram(), () => print.Print(call.Out));
    }

    static Command ContactCommand()
    {
        Option<string> id = new("--id") { Description = "The contact's id within the account", DefaultValueFactory = _ => "ap-1" };
        Option<string?> name = new("--name") { Description = "The person's name" }, email = new("--email") { Description = "Email address" }, mobile = new("--mobile") { Description = "Mobile, +44..." };
        Option<string?> language = new("--language") { Description = "en, de" }, zone = new("--zone") { Description = "IANA time zone" }, holidays = new("--holidays") { Description = "Holiday area" };
        Option<string> role = new("--role") { Description = "accounts-payable, owner or escalation", DefaultValueFactory = _ => "accounts-payable" };
        Option<bool> remove = new("--remove") { Description = "Remove the contact" };
        return Make("contact", "Add or change a contact of an account", call => call.Get(remove)
            ? call.PutAsync(call.Get(Account), new RemoveContact(call.Get(id)!))
            : call.PutAsync(call.Get(Account), new DescribeCustomer(new AccountDescribed(), [new Contact
            {
                Id = call.Get(id)!, Name = call.Get(name) ?? "", Email = call.Get(email), Mobile = call.Get(mobile), Role = call.Get(role)!,
                Language = call.Get(language), Zone = call.Get(zone), HolidayArea = call.Get(holidays),
            }])), Account, id, name, email, mobile, role, language, zone, holidays, remove);
    }

    static async Task<int> TasksAsync(Invocation call)
    {
        IReadOnlyList<StoredTask> tasks = await call.Folder.Stores.Accounts.TasksAsync(call.Get(Shared.Ledger), 1000, call.Cancel);
        return call.Print(tasks.Select(t => new { account = t.Customer, t.Name, t.LedgerId, t.Task.Id, t.Task.Kind, t.Task.About, t.Task.Words, t.Task.OpenedAt }),
            () => Tables.Print(call.Out, ["customer", "name", "task", "kind", "what", "since"],
                tasks.Select(t => new[] { t.Customer, t.Name, t.Task.Id, t.Task.Kind, t.Task.Words, t.Task.OpenedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) })));
    }

    static Command TaskDone()
    {
        Argument<string> task = new("task") { Description = "The task's id: T7" };
        Option<string> how = new("--how") { Description = "How it was settled", Required = true };
        return Make("done", "A task is done with; a read reply lets the chase go on", call => call.PutAsync(call.Get(Account), new CloseTask(call.Get(task), call.Get(how)!)), Account, task, how);
    }
}
