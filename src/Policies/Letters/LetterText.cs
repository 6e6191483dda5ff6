using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Turns a model's values into the finished words of one language.</summary>
internal static class LetterText
{
    // An SMS has two segments; a company's full legal name must not cost the customer the phone number.
    const int LongestNameInSms = 32, LongestNumberInSms = 20;

    internal static LetterView Email(LetterModel model, string language) => View(model, new Wording(language), int.MaxValue / 2, int.MaxValue / 2);

    internal static LetterView Sms(LetterModel model, string language) =>
        View(model, new Wording(language, plain: true), LongestNameInSms, LongestNumberInSms);

    static LetterView View(LetterModel model, Wording wording, int name, int number)
    {
        ImmutableArray<DemandedLine> lines = [.. model.Demanded.SelectMany(d => d.Lines)];
        DemandedLine? oldest = lines.FirstOrDefault(l => l.Number == model.CarryingInvoice) ?? lines.MinBy(l => l.DueDate);
        bool plain = name < 300;
        return WithAgreements(model, wording, new LetterView
        {
            CreditorName = CleanText.Line(model.Creditor.Name, Math.Min(name, 300)),
            CreditorAddress = [.. CleanText.Lines(model.Creditor.Address)],
            CreditorRegistration = CleanText.Line(model.Creditor.Registration),
            SenderName = CleanText.Line(model.Creditor.SenderName),
            Phone = CleanText.Line(model.Creditor.Phone, 40),
            Email = CleanText.Line(model.Creditor.Email),
            BankDetails = [.. CleanText.Lines(model.Creditor.BankDetails)],
            PayLink = CleanText.Link(model.PayLink),
            PortalLink = CleanText.Link(model.PortalLink),
            CustomerName = CleanText.Line(model.CustomerName, Math.Min(name, 300)),
            Addressee = CleanText.Line(model.ContactName) is { Length: > 0 } contact ? contact : CleanText.Line(model.CustomerName),
            AccountReference = CleanText.Line(model.AccountReference, Math.Min(number, 300)),
            AsOf = plain ? wording.ShortDate(DateOnly.FromDateTime(model.AsOf.DateTime)) : wording.DateAndTime(model.AsOf),
            Today = wording.Date(model.Today),
            Level = model.Level?.ToString(CultureInfo.InvariantCulture) ?? "",
            CarryingInvoice = CleanText.Line(oldest?.Number ?? model.CarryingInvoice, Math.Min(number, 300)),
            CarryingDue = oldest is null ? "" : plain ? wording.ShortDate(oldest.DueDate) : wording.Date(oldest.DueDate),
            DaysPastDue = oldest?.DaysPastDue.ToString(CultureInfo.InvariantCulture) ?? "",
            Several = lines.Length > 1 ? lines.Length.ToString(CultureInfo.InvariantCulture) : "",
            TotalDue = wording.List([.. model.Demanded.Select(d => wording.Amount(d.Total))]),
            Demanded = [.. model.Demanded.Select(d => Demanded(d, wording))],
            NotDemanded = [.. model.NotDemanded.Select(q => Quiet(q, wording))],
            Disputed = [.. model.Disputed.Select(q => Quiet(q, wording))],
            UnappliedCredit = wording.List([.. model.UnappliedCredit.Where(c => !c.IsZero).Select(wording.Amount)]),
        });
    }

    static LetterView WithAgreements(LetterModel model, Wording wording, LetterView view) => view with
    {
        BrokenPromise = model.BrokenPromise is { } broken ? Dated(broken, 1, wording) : null,
        Promise = model.Promise is { } promise ? Dated(promise, 1, wording) : null,
        Instalments = [.. model.Instalments.Select((i, at) => Dated(i, at + 1, wording))],
        Claims = [.. model.Claims.Select(c => Claim(c, wording))],
        ReferenceCode = CleanText.Line(model.ReferenceCode, 20),
        UntilDate = model.UntilDate is { } until ? wording.Date(until) : "",
        AppealDate = model.AppealDate is { } appeal ? wording.Date(appeal) : "",
        DecisionWords = [.. CleanText.Lines(model.DecisionWords)],
        HelpWords = [.. CleanText.Lines(model.HelpWords)],
        Code = CleanText.Line(model.Code, 20),
    };

    static CurrencyView Demanded(DemandedCurrency demanded, Wording wording) =>
        new(demanded.Currency.Code, [.. demanded.Lines.Select(l => Line(l, wording))], wording.Amount(demanded.Total));

    static LineView Line(DemandedLine line, Wording wording) => new(
        CleanText.Line(line.Number), wording.ShortDate(line.IssueDate), wording.ShortDate(line.DueDate),
        line.DaysPastDue.ToString(CultureInfo.InvariantCulture),
        line.Original == line.Open ? "" : wording.Amount(line.Original),
        line.Open == line.DueNow ? "" : wording.Amount(line.Open),
        wording.Amount(line.DueNow));

    static QuietView Quiet(QuietLine line, Wording wording) => new(
        CleanText.Line(line.Number), wording.ShortDate(line.IssueDate), wording.ShortDate(line.DueDate), wording.Amount(line.Open),
        wording.Reason(line.Reason, line.Until));

    static AmountView Dated(DatedAmount dated, int number, Wording wording) =>
        new(number.ToString(CultureInfo.InvariantCulture), wording.Amount(dated.Amount), wording.Date(dated.Date));

    static ClaimView Claim(ClaimWords claim, Wording wording) => new(
        wording.Amount(claim.Interest), claim.FixedSum.IsZero ? "" : wording.Amount(claim.FixedSum),
        claim.FixedSum.Currency == claim.Interest.Currency ? wording.Amount(claim.Interest + claim.FixedSum) : wording.Amount(claim.Interest),
        CleanText.Line(claim.Source));
}
