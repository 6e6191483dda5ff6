using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>escalate, waive-level, optout, message, safe-mode: acts on the chase itself.</summary>
internal static class ChaseCommands
{
    static readonly Option<string> Reason = new("--reason") { Description = "Why", Required = true };

    public static IEnumerable<Command> Build() => [Escalate(), Waive(), OptOut(), Message(), SafeMode()];

    static Command Escalate()
    {
        Option<bool> preview = new("--preview") { Description = "Show the text; reserve nothing" };
        return AccountCommands.Make("escalate", "Bring the next level forward: lifts its days and nothing else", call => call.Get(preview) ? PreviewAsync(call) : NowAsync(call), AccountCommands.Account, Reason, preview);
    }

    static async Task<int> NowAsync(Invocation call)
    {
        StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
        DeskAnswer answer = await call.Folder.Desk.PutAsync(stored.Account.Id, new Escalate(call.Get(Reason)!), new(call.By), call.Cancel);
        return call.Answer(answer.Answer);
    }

    static async Task<int> PreviewAsync(Invocation call)
    {
        StoredAccount stored = await call.AccountAsync(call.Get(AccountCommands.Account));
        PreviewedEscalation preview = await new EscalationPreview(call.Folder.Desk).OfAsync(stored.Account.Id, call.Get(Reason)!, call.Cancel);
        if (preview.Problems.Length > 0) throw new BadInputException(preview.Problems);
        return call.Print(new { to = preview.Message!.Address, preview.Message.NotBefore, preview.Text!.Subject, preview.Text.Text }, () =>
        {
            call.Out.WriteLine($"Preview, nothing is reserved: level {preview.Message!.Number} by {Code.Of(preview.Message.Channel)} to {preview.Message.Address}, from {preview.Message.NotBefore:yyyy-MM-dd HH:mm zzz}.");
            call.Out.WriteLine();
            if (preview.Text!.Subject.Length > 0) call.Out.WriteLine(preview.Text.Subject);
            call.Out.WriteLine(preview.Text.Text);
        });
    }

    static Command Waive()
    {
        Option<bool> approver = new("--approver") { Description = "An approver waives: it is an approver's right alone" };
        return AccountCommands.Make("waive-level", "Mark the next level done without sending it (approver)", call => call.Get(approver)
            ? call.PutAsync(call.Get(AccountCommands.Account), new WaiveLevel(call.Get(Reason)!))
            : throw new BadInputException("--approver", "only an approver waives a level", "give --approver, with the approver's name in --by"), AccountCommands.Account, Reason, approver);
    }

    static Command OptOut()
    {
        Argument<string> address = new("address") { Description = "Email address or mobile" };
        Option<bool> lift = new("--opt-in") { Description = "The same address opted in again" };
        return AccountCommands.Make("optout", "An address wants no more messages, in any account or ledger", async call =>
        {
            string text = call.Get(address);
            string normal = Address.IsEmail(text) ? Address.Email(text) : Address.IsMobile(text) ? Address.Mobile(text)
                : throw new BadInputException("address", $"'{text}' is neither an email address nor an international number", "write name@example.com or +44...");
            if (call.Get(lift)) await call.Folder.Stores.Contacts.OptInAsync(normal, call.Now, "staff", call.Cancel);
            else await call.Folder.Stores.Contacts.OptOutAsync(normal, call.Now, "staff", call.Cancel);
            return call.Print(new { address = normal, optedOut = !call.Get(lift) }, () => call.Out.WriteLine(call.Get(lift) ? $"{normal} may be written to again." : $"{normal} gets no more messages."));
        }, address, lift);
    }

    static Command Message()
    {
        Argument<string> id = new("id") { Description = "The message's id" };
        Argument<string> verdict = new("verdict") { Description = "sent or not-sent" };
        Command show = AccountCommands.Make("show", "A message exactly as it went out", call => ShowAsync(call, call.Get(id)), id);
        Command settle = AccountCommands.Make("settle", "Settle a message whose fate is unknown", async call =>
        {
            bool sent = call.Get(verdict) switch { "sent" => true, "not-sent" => false, var other => throw new BadInputException("verdict", $"'{other}' is none", "say sent or not-sent") };
            return await PutToMessageAsync(call, call.Get(id), new SettleMessage(call.Get(id), sent, call.By));
        }, id, verdict);
        Option<string?> refuse = new("--refuse") { Description = "Hold it back for this reason" };
        Command release = AccountCommands.Make("release", "Let a message go that waits for review; without an id, all of them", async call =>
        {
            IReadOnlyList<StoredMessage> waiting = await call.Folder.Stores.Accounts.MessagesAsync(new(call.Get(Shared.Ledger), State: MessageState.AwaitingRelease, Most: 10_000), call.Cancel);
            foreach (StoredMessage message in waiting.Where(m => call.Get(Optional) is not { } one || m.Message.Id == one))
                await PutToMessageAsync(call, message.Message.Id, new ReleaseMessage(message.Message.Id, call.Get(refuse) is null, call.Get(refuse) ?? ""));
            return 0;
        }, Optional, refuse);
        Command list = AccountCommands.Make("list", "Messages, newest first", ListAsync);
        return new("message", "Show, list, settle and release messages") { show, settle, release, list };
    }

    static readonly Argument<string?> Optional = new("id") { Description = "The message's id; all that wait without it", Arity = ArgumentArity.ZeroOrOne };

    static async Task<int> PutToMessageAsync(Invocation call, string id, Input input)
    {
        StoredMessage message = await FindAsync(call, id);
        return call.Answer((await call.Folder.Desk.PutAsync(message.AccountId, input, new(call.By), call.Cancel)).Answer);
    }

    static async Task<StoredMessage> FindAsync(Invocation call, string id) => await call.Folder.Stores.Accounts.MessageAsync(id, call.Cancel)
        ?? throw new BadInputException("id", $"there is no message {id}", "see 'message list'");

    static async Task<int> ShowAsync(Invocation call, string id)
    {
        StoredMessage m = await FindAsync(call, id);
        PreviewedMessage? preview = await new MessagePreview(call.Folder.Desk).OfAsync(m, call.Cancel);
        return call.Print(new { m.Message, m.AccountId, m.LedgerId, m.Text, m.Demanded, m.Outcome, preview }, () => Print(call.Out, m, preview));
    }

    static void Print(TextWriter to, StoredMessage m, PreviewedMessage? preview)
    {
        to.WriteLine($"{m.Message.Id}: {Code.Of(m.Message.Kind)} {m.Message.Number} about {m.Message.About} by {Code.Of(m.Message.Channel)} to {m.Message.Address}: {m.Outcome ?? Code.Of(m.Message.State)}");
        to.WriteLine($"reserved {m.Message.ReservedAt:yyyy-MM-dd HH:mm} UTC, {(m.Message.BegunAt is { } begun ? $"past the gate {begun:yyyy-MM-dd HH:mm} UTC, provider's id {m.Message.ProviderId ?? "none"}" : "not yet past the gate")}");
        if (preview is not null)
        {
            to.WriteLine($"Preview, as it would go out at {preview.At:yyyy-MM-dd HH:mm} UTC{(preview.Demanded.IsEmpty ? "" : $", demanding {string.Join(", ", preview.Demanded)}")}. The text is made anew when it goes.");
            if (preview.Stop is { } stop) to.WriteLine($"At this instant it would be stopped: {stop.Code}: {stop.Words}{(stop.Until is { } until ? $" (passes {until:yyyy-MM-dd})" : "")}.");
        }
        MessageText? text = m.Text ?? preview?.Text;
        to.WriteLine();
        if (text is { Subject.Length: > 0 }) to.WriteLine($"Subject: {text.Subject}");
        to.WriteLine(text?.Text ?? "(it never went out, and has no text)");
    }

    static async Task<int> ListAsync(Invocation call)
    {
        IReadOnlyList<StoredMessage> all = await call.Folder.Stores.Accounts.MessagesAsync(new(call.Get(Shared.Ledger), Most: 500), call.Cancel);
        return call.Print(all.Select(m => new { m.Message.Id, m.LedgerId, m.Message.Kind, m.Message.Number, m.Message.Channel, m.Message.About, m.Message.Address, m.Message.State, m.Message.BegunDate, demanded = m.Demanded.Select(d => d.ToString()), m.Outcome }),
            () => Tables.Print(call.Out, ["id", "what", "channel", "about", "to", "day", "state"], all.Select(m => new[]
            {
                m.Message.Id, m.Message.Kind == MessageKind.Level ? $"level {m.Message.Number}" : Code.Of(m.Message.Kind), Code.Of(m.Message.Channel), m.Message.About, m.Message.Address,
                m.Message.BegunDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", m.Outcome ?? Code.Of(m.Message.State),
            })));
    }

    static Command SafeMode()
    {
        Argument<string> state = new("state") { Description = "on or off" };
        return AccountCommands.Make("safe-mode", "Nothing is sent while it is on", async call =>
        {
            bool on = call.Get(state) switch { "on" => true, "off" => false, var other => throw new BadInputException("state", $"'{other}' is none", "say on or off") };
            await call.Folder.Stores.Ledgers.SetSafeModeAsync(on, call.Get(Reason)!, call.Now, call.Cancel);
            await call.Folder.Stores.Ledgers.AuditAsync("", new(call.Now, call.By, on ? "safe-mode-on" : "safe-mode-off", call.Get(Reason)!), call.Cancel);
            return call.Print(new { safeMode = on }, () => call.Out.WriteLine(on ? "Safe mode is on: nothing is sent." : "Safe mode is off."));
        }, state, Reason);
    }
}
