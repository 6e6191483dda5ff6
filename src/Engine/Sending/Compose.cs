using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Puts into a letter what the account's state says at the gate: the amounts of a message are always those that the gate commits.</summary>
internal static class Compose
{
    public static LetterModel Model(Turn turn, Message message, LoadedPack pack)
    {
        Account account = turn.Account;
        Chase chase = turn.Chase;
        Contact contact = account.ContactOf(message.ContactId)!;
        bool demands = message.Kind is MessageKind.Level or MessageKind.Repeat || StandingLetters.Demands(turn, message);
        LetterModel model = new()
        {
            Creditor = Creditor(turn.Around.Ledger),
            CustomerName = account.Name.Length > 0 ? account.Name : account.Customer,
            ContactName = contact.Name,
            AccountReference = account.Customer,
            AsOf = SendTime.In(turn.Around.Ledger.TimeZone, turn.Around.KnownAt ?? turn.Now),
            Today = turn.Today,
            Level = message.Kind == MessageKind.Level ? message.Number : null,
            CarryingInvoice = message.Kind is MessageKind.Level or MessageKind.Repeat or MessageKind.Courtesy ? message.About : "",
            Demanded = demands ? Demanded(chase, turn.Today) : message.Kind == MessageKind.Courtesy ? Announced(chase, message.About, turn.Today) : [],
            NotDemanded = [.. chase.Invoices.Where(i => Quiet(i.Out) is not null && i.Invoice.Number != (message.Kind == MessageKind.Courtesy ? message.About : null)).Select(Line)],
            Disputed = [.. chase.Invoices.Where(i => i.Contested.IsPositive).Select(i => new QuietLine(i.Invoice.Number, i.Invoice.IssueDate, i.Invoice.DueDate, i.Contested, QuietReason.InDispute))],
            UnappliedCredit = [.. Chase.CreditOf(account).Values.Where(m => m.IsPositive)],
            BrokenPromise = Broken(account) is { } broken && demands && message.About != StandingLetters.About ? new(broken.Amount, broken.Date) : null,
            Promise = account.Promises.LastOrDefault(p => p.Id == message.About) is { } promise ? new(promise.Amount, promise.Date)
                : ReadText.OfAbout(message.About) is { } asked ? new(asked.Amount, asked.Date) : null,
            Instalments = account.Plans.FirstOrDefault(p => p.Id == message.About) is { } plan ? Instalments(account, plan) : [],
            Claims = StatesClaims(message, pack.Rules) ? Claims(turn, pack.Rules) : [],
            PayLink = account.Invoice(message.About)?.PayLink ?? turn.Around.Ledger.Sender.PayLink ?? "",
            PortalLink = HiddenWords.LinkOf(turn.Around.Ledger),
            Code = HiddenWords.IsCode(message) ? HiddenWords.Code : "",
            ReferenceCode = Message.ReferenceOf(message.Id),
            UntilDate = pack.Rules.Level(message.Number) is { Warns: true } && message.Kind == MessageKind.Level ? turn.Today.AddDays(pack.Rules.Standing.CureDays) : null,
        };
        return CaseLetters.Fill(turn, message, pack, StandingLetters.Fill(turn, message, pack, model));
    }

    /// <summary>The promise whose breaking the next level states; null when there is none unsaid.</summary>
    public static Promise? Broken(Account account) =>
        account.Promises.LastOrDefault(p => p.Standing is PromiseStanding.Broken or PromiseStanding.PartlyKept && !p.BrokenSaid);

    /// <summary>The exact text for the message's channel; null when the pack has no such letter.</summary>
    public static MessageText? Text(LoadedPack pack, Message message, string? language, LetterModel model)
    {
        RenderedLetter? letter = LetterRenderer.Render(pack, message.Channel, (language, message.Letter), model);
        return letter is null ? null : new(message.Id, message.Attempt + 1, letter.Subject ?? "", letter.Text, letter.Html,
            message.Channel == Channel.Sms ? SmsText.Measure(letter.Text).Segments : 0);
    }

    /// <summary>As <see cref="Text"/>, with an email's words left out: a replay counts messages and reads none.</summary>
    public static MessageText? TextInReplay(LoadedPack pack, Message message, string? language, LetterModel model) =>
        message.Channel == Channel.Sms ? Text(pack, message, language, model)
        : pack.Letters.Has(pack.Letters.LanguageFor(language), message.Letter, "txt") ? new(message.Id, message.Attempt + 1, "", "", "", 0) : null;

    static CreditorWords Creditor(Ledger ledger) => new()
    {
        Name = ledger.LegalName, Address = ledger.Sender.Address, Registration = ledger.Sender.Registration, SenderName = ledger.Sender.Name == ledger.LegalName ? "" : ledger.Sender.Name,
        Phone = ledger.Sender.Phone, Email = ledger.Sender.ReplyTo ?? ledger.Sender.Email, BankDetails = ledger.Sender.BankDetails,
    };

    static ImmutableArray<DemandedCurrency> Demanded(Chase chase, DateOnly today) =>
        [.. chase.Chaseable.GroupBy(i => i.Open.Currency).Select(g => new DemandedCurrency(g.Key, [.. g.Select(i => Line(i, today))], g.Aggregate(Money.Zero(g.Key), (sum, i) => sum + i.DueNow)))];

    static ImmutableArray<DemandedCurrency> Announced(Chase chase, string number, DateOnly today) =>
        [.. chase.Invoices.Where(i => i.Invoice.Number == number).Select(i => new DemandedCurrency(i.Open.Currency, [Line(i, today)], i.DueNow))];

    static DemandedLine Line(ChasedInvoice i, DateOnly today) => new(
        i.Invoice.Number, i.Invoice.IssueDate, i.Invoice.DueDate, i.Invoice.DaysPastDue(today), i.Invoice.Amount, i.Open, i.DueNow);

    static QuietLine Line(ChasedInvoice i) => new(i.Invoice.Number, i.Invoice.IssueDate, i.Invoice.DueDate, i.Open - i.Contested, Quiet(i.Out)!.Value, i.Until);

    static QuietReason? Quiet(Reason reason) => reason switch
    {
        Reason.PromiseOpen => QuietReason.Promised,
        Reason.PlanOnTrack => QuietReason.Planned,
        Reason.RequestOpen => QuietReason.Requested,
        Reason.Extended => QuietReason.Extended,
        Reason.NotYetDue => QuietReason.NotYetDue,
        Reason.CreditToAllocate => QuietReason.CoveredByCredit,
        Reason.AutomaticPaymentPending => QuietReason.AutomaticPayment,
        Reason.DunningBlock => QuietReason.OnHold,
        _ => null,
    };

    static ImmutableArray<DatedAmount> Instalments(Account account, Plan plan) =>
        [.. plan.Instalments.Skip((Judge.NextInstalment(account, plan) ?? plan.Instalments.Length + 1) - 1).Select(i => new DatedAmount(i.Amount, i.DueDate))];

    // From the policy's level on; a repeat comes after the last level.
    static bool StatesClaims(Message message, PolicyPack rules) => rules.Claims.StateFromLevel is { } from
        && (message.Kind == MessageKind.Repeat || (message.Kind == MessageKind.Level && message.Number >= from));

    static ImmutableArray<ClaimWords> Claims(Turn turn, PolicyPack rules) =>
        [.. ClaimFigures.Of(turn.Account, turn.Around, rules, turn.Today).GroupBy(c => c.Interest.Currency)
            .Select(g => new ClaimWords(Sum(g.Key, g.Select(c => c.Interest)), Sum(g.Key, g.Select(c => c.FixedSum)), rules.Claims.Scheme))];

    static Money Sum(Currency currency, IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero(currency), (sum, a) => sum + a);
}
