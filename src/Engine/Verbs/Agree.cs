using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Staff agree to something with the customer: an extension, a plan, a waiver, a settlement discount. Above the policy's limits it needs an approver.</summary>
/// <param name="What">What is agreed.</param>
/// <param name="Reason">Why, in words that reach the customer.</param>
/// <param name="ByApprover">True when an approver agrees: the controller's limits do not apply.</param>
public sealed record Agree(Agreement What, string Reason, bool ByApprover) : Input
{
    /// <inheritdoc />
    public override string Cause => "agreement";

    internal override Answer Decide(Turn turn)
    {
        if (Reason.Trim().Length == 0) return new Answer.Refused("reason", "an agreement needs a reason", "say why, in words that may reach the customer");
        return What.Match(
            extension => Extend(turn, extension), plan => Plan(turn, plan), waiver => Waive(turn, waiver), discount => Discount(turn, discount));
    }

    Answer Extend(Turn turn, Agreement.Extension extension)
    {
        List<Problem> problems = [.. OpenInvoice(turn, extension.Invoice)];
        DateOnly furthest = turn.Today.AddDays(turn.Rules.Agreements.FurthestExtensionDays);
        if (extension.Until <= turn.Today) problems.Add(new("until", $"{extension.Until:yyyy-MM-dd} is no later date", "choose a day after today"));
        if (extension.Until > furthest && !ByApprover) problems.Add(new("until", $"the policy allows a controller up to {furthest:yyyy-MM-dd}", "ask an approver, or choose an earlier day"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (turn.Account.Invoice(extension.Invoice)!.ExtendedTo == extension.Until) return new Answer.AlreadyRecorded("it is extended to that day already");
        turn.Add(new InvoiceExtended(extension.Invoice, extension.Until, turn.Today, Reason));
        return new Answer.Done($"invoice {extension.Invoice} is extended to {extension.Until:yyyy-MM-dd}; its contractual due date stays", extension.Invoice);
    }

    Answer Plan(Turn turn, Agreement.Instalments asked)
    {
        List<Problem> problems = [.. asked.Invoices.SelectMany(n => OpenInvoice(turn, n))];
        if (asked.Invoices.IsEmpty) problems.Add(new("invoices", "a plan names the invoices it covers", "name at least one"));
        if (asked.Parts.IsEmpty) problems.Add(new("instalments", "a plan has at least one instalment", "give dates and amounts"));
        if (asked.Parts.Length > turn.Rules.Agreements.MostInstalments && !ByApprover) problems.Add(new("instalments", $"the policy allows a controller {turn.Rules.Agreements.MostInstalments}", "ask an approver, or agree to fewer"));
        problems.AddRange(PartProblems(turn, asked));
        foreach (string number in asked.Invoices.Where(n => turn.Account.Disputes.Any(d => d.ClosedDate is null && d.Invoice == n)))
            problems.Add(new("invoices", $"invoice {number} is in dispute", "a plan never overwrites a dispute: settle it first"));
        foreach (string number in asked.Invoices.Where(n => turn.Account.Promises.Any(p => p.Standing == PromiseStanding.Open && p.Invoices.Contains(n))))
            problems.Add(new("invoices", $"invoice {number} is promised", "withdraw the promise first"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        Plan plan = new() { Id = turn.NextId("A"), AgreedDate = turn.Today, Invoices = asked.Invoices, Instalments = asked.Parts, GraceDays = turn.Rules.Agreements.PlanGraceDays };
        turn.Add(new PlanAgreed(plan));
        return new Answer.Done($"plan {plan.Id}: {asked.Parts.Length} instalments for {string.Join(", ", asked.Invoices)}; one missed by more than {plan.GraceDays} days breaks it", plan.Id);
    }

    static IEnumerable<Problem> PartProblems(Turn turn, Agreement.Instalments asked)
    {
        for (int i = 0; i < asked.Parts.Length; i++)
        {
            Instalment part = asked.Parts[i];
            if (!part.Amount.IsPositive) yield return new($"instalments[{i}]", "an instalment is above zero", "give its amount");
            if (part.DueDate < turn.Today) yield return new($"instalments[{i}]", $"{part.DueDate:yyyy-MM-dd} has passed", "choose a day from today on");
            if (i > 0 && part.DueDate <= asked.Parts[i - 1].DueDate) yield return new($"instalments[{i}]", "instalments rise by date", "order them, one a day at most");
            if (part.Amount.Currency != asked.Parts[0].Amount.Currency) yield return new($"instalments[{i}]", "a plan has one currency", "agree one plan for each currency");
        }
        Currency currency = asked.Parts.IsEmpty ? default : asked.Parts[0].Amount.Currency;
        Invoice[] covered = [.. asked.Invoices.Select(turn.Account.Invoice).OfType<Invoice>().Where(i => i.Amount.Currency == currency)];
        if (asked.Parts.IsEmpty || covered.Length != asked.Invoices.Length || asked.Parts.Any(p => p.Amount.Currency != currency)) yield break;
        Money whole = covered.Aggregate(Money.Zero(currency), (sum, i) => sum + i.Balance), agreed = asked.Parts.Aggregate(Money.Zero(currency), (sum, p) => sum + p.Amount);
        if (agreed != whole) yield return new("instalments", $"they add up to {agreed}, the invoices to {whole}", "agree instalments for the whole, and a waiver for what is given up");
    }

    Answer Waive(Turn turn, Agreement.Waiver waiver)
    {
        List<Problem> problems = [.. OpenInvoice(turn, waiver.Invoice), .. AmountProblems(turn, waiver.Invoice, waiver.Off)];
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        string id = turn.NextId("A");
        turn.Add(new BalanceReduced(waiver.Invoice, waiver.AsLoss ? PostingKind.WriteOff : PostingKind.Waiver, waiver.Off, turn.Today, id));
        return new Answer.Done($"{waiver.Off} of invoice {waiver.Invoice} was given up", id);
    }

    Answer Discount(Turn turn, Agreement.Settlement settlement)
    {
        List<Problem> problems = [.. OpenInvoice(turn, settlement.Invoice), .. AmountProblems(turn, settlement.Invoice, settlement.Off)];
        if (settlement.Until < turn.Today) problems.Add(new("until", $"{settlement.Until:yyyy-MM-dd} has passed", "choose a day from today on"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        DiscountOffer offer = new(settlement.Off, settlement.Until, turn.NextId("A"));
        turn.Add(new DiscountAgreed(settlement.Invoice, offer));
        return new Answer.Done($"{settlement.Off} off invoice {settlement.Invoice} if the rest is paid by {settlement.Until:yyyy-MM-dd}", offer.AgreementId);
    }

    IEnumerable<Problem> AmountProblems(Turn turn, string number, Money off)
    {
        if (turn.Account.Invoice(number) is not { IsOpen: true } invoice) yield break;
        if (off.Currency != invoice.Amount.Currency) yield return new("amount", $"invoice {number} is in {invoice.Amount.Currency}", $"give it in {invoice.Amount.Currency}");
        else if (!off.IsPositive || off > invoice.Balance) yield return new("amount", $"{off} of {invoice.Balance}", "give up more than nothing and at most what is open");
        else if (!ByApprover && off > invoice.Balance.Times(turn.Rules.Agreements.ControllerWaiverShare))
            yield return new("amount", $"{off} is more than a controller may give up", $"ask an approver, or give up at most {invoice.Balance.Times(turn.Rules.Agreements.ControllerWaiverShare)}");
    }

    static IEnumerable<Problem> OpenInvoice(Turn turn, string number)
    {
        if (turn.Account.Invoice(number) is not { IsOpen: true }) yield return new("invoice", $"invoice {number} is not open here", "name an open invoice");
    }
}

/// <summary>What can be agreed.</summary>
public abstract record Agreement
{
    Agreement() { }

    /// <summary>A later date for chasing.</summary>
    public sealed record Extension(string Invoice, DateOnly Until) : Agreement;

    /// <summary>A payment plan for the whole of its invoices.</summary>
    public sealed record Instalments(ImmutableArray<string> Invoices, ImmutableArray<Instalment> Parts) : Agreement;

    /// <summary>A part given up for good; as a loss it is a write-off.</summary>
    public sealed record Waiver(string Invoice, Money Off, bool AsLoss = false) : Agreement;

    /// <summary>A part given up if the rest is paid by the date.</summary>
    public sealed record Settlement(string Invoice, Money Off, DateOnly Until) : Agreement;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Extension, T> extension, Func<Instalments, T> plan, Func<Waiver, T> waiver, Func<Settlement, T> discount) => this switch
    {
        Extension a => extension(a), Instalments a => plan(a), Waiver a => waiver(a), Settlement a => discount(a),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
