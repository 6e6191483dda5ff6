using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Turns a model's values into the finished words of one language.</summary>
internal sealed class LetterText
{
    // An SMS has two segments; a company's full legal name must not cost the customer the phone number.
    const int LongestNameInSms = 32, LongestNumberInSms = 20, Longest = 300;

    readonly Wording wording;
    readonly string language;
    readonly bool sms;

    LetterText(string language, bool sms)
    {
        wording = new Wording(language, sms);
        this.language = language;
        this.sms = sms;
    }

    internal static LetterView Email(LetterModel model, string language) => new LetterText(language, sms: false).View(model);

    internal static LetterView Sms(LetterModel model, string language) => new LetterText(language, sms: true).View(model);

    LetterView View(LetterModel model) =>
        WithAgreements(model, WithDemand(model, WithCreditor(model, new LetterView
        {
            CustomerName = Name(model.CustomerName),
            Addressee = CleanText.Line(model.ContactName) is { Length: > 0 } contact ? contact : CleanText.Line(model.CustomerName),
            AccountReference = Number(model.AccountReference),
            AsOf = sms ? wording.ShortDate(DateOnly.FromDateTime(model.AsOf.DateTime)) : wording.DateAndTime(model.AsOf),
            Today = wording.Date(model.Today),
            Level = model.Level?.ToString(CultureInfo.InvariantCulture) ?? "",
            ReferenceCode = CleanText.Line(model.ReferenceCode, 20),
            UntilDate = Date(model.UntilDate),
            AnswerBy = model.AnswerBy is { } by ? wording.WeekdayAndTime(by, sms) : "",
            AppealDate = Date(model.AppealDate),
            DecisionWords = [.. CleanText.Lines(model.DecisionWords)],
            HelpWords = [.. CleanText.Lines(model.HelpWords)],
            Code = CleanText.Line(model.Code, 20),
        })));

    LetterView WithCreditor(LetterModel model, LetterView view) => view with
    {
        CreditorName = Name(model.Creditor.Name),
        CreditorAddress = [.. CleanText.Lines(model.Creditor.Address)],
        CreditorRegistration = CleanText.Line(model.Creditor.Registration),
        SenderName = CleanText.Line(model.Creditor.SenderName),
        Phone = CleanText.Line(model.Creditor.Phone, 40),
        Email = CleanText.Line(model.Creditor.Email),
        BankDetails = [.. CleanText.Lines(model.Creditor.BankDetails)],
        PayLink = CleanText.Link(model.PayLink),
        PortalLink = CleanText.Link(model.PortalLink),
    };

    LetterView WithDemand(LetterModel model, LetterView view)
    {
        ImmutableArray<DemandedLine> lines = [.. model.Demanded.SelectMany(d => d.Lines)];
        ImmutableArray<DemandedCurrency> upcoming = model.Upcoming.IsEmpty ? model.Demanded : model.Upcoming; // a courtesy letter may get its list in either
        DemandedLine? oldest = lines.FirstOrDefault(l => l.Number == model.CarryingInvoice) ?? lines.MinBy(l => l.DueDate);
        return view with
        {
            CarryingInvoice = Number(oldest?.Number ?? model.CarryingInvoice),
            CarryingDue = Date(oldest?.DueDate),
            DaysPastDue = oldest?.DaysPastDue.ToString(CultureInfo.InvariantCulture) ?? "",
            Several = lines.Length > 1 ? lines.Length.ToString(CultureInfo.InvariantCulture) : "",
            TotalDue = wording.List([.. model.Demanded.Select(d => wording.Amount(d.Total))]),
            Demanded = [.. model.Demanded.Select(Demanded)],
            Upcoming = [.. upcoming.Select(Demanded)],
            UpcomingTotal = wording.List([.. upcoming.Select(d => wording.Amount(d.Total))]),
            UpcomingDue = Date(upcoming.SelectMany(d => d.Lines).MinBy(l => l.DueDate)?.DueDate),
            NotDemanded = [.. model.NotDemanded.Select(Quiet)],
            Disputed = [.. model.Disputed.Select(Quiet)],
            UnappliedCredit = wording.List([.. model.UnappliedCredit.Where(c => !c.IsZero).Select(wording.Amount)]),
        };
    }

    LetterView WithAgreements(LetterModel model, LetterView view)
    {
        ImmutableArray<AmountView> instalments = [.. model.Instalments.Select((i, at) => Dated(i, at + 1)!)];
        return view with
        {
            BrokenPromise = Dated(model.BrokenPromise, 1),
            Promise = Dated(model.Promise, 1),
            Instalments = instalments,
            NextInstalment = instalments.FirstOrDefault(),
            Claims = [.. model.Claims.Select(Claim)],
        };
    }

    CurrencyView Demanded(DemandedCurrency demanded) =>
        new(demanded.Currency.Code, [.. demanded.Lines.Select(Line)], wording.Amount(demanded.Total));

    LineView Line(DemandedLine line) => new(
        CleanText.Line(line.Number), wording.ShortDate(line.IssueDate), wording.ShortDate(line.DueDate),
        line.DaysPastDue.ToString(CultureInfo.InvariantCulture),
        line.Original == line.Open ? "" : wording.Amount(line.Original),
        line.Open == line.DueNow ? "" : wording.Amount(line.Open),
        wording.Amount(line.DueNow));

    QuietView Quiet(QuietLine line) => new(
        CleanText.Line(line.Number), wording.ShortDate(line.IssueDate), wording.ShortDate(line.DueDate), wording.Amount(line.Open),
        wording.Reason(line.Reason, line.Until));

    AmountView? Dated(DatedAmount? dated, int number) =>
        dated is null ? null : new(number.ToString(CultureInfo.InvariantCulture), wording.Amount(dated.Amount), Date(dated.Date));

    ClaimView Claim(ClaimWords claim)
    {
        bool one = claim.FixedSum.Currency == claim.Interest.Currency;
        return new(wording.Amount(claim.Interest), claim.FixedSum.IsZero ? "" : wording.Amount(claim.FixedSum),
            wording.Amount(one ? claim.Interest + claim.FixedSum : claim.Interest), CleanText.Line(ClaimSources.For(claim.Source, language) ?? claim.Source));
    }

    string Date(DateOnly? date) => date is not { } day ? "" : sms ? wording.ShortDate(day) : wording.Date(day);

    string Name(string name) => sms ? CleanText.ForSms(name, LongestNameInSms) : CleanText.Line(name, Longest);

    string Number(string number) => sms ? CleanText.ForSms(number, LongestNumberInSms) : CleanText.Line(number, Longest);
}
