using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What options are asked for.</summary>
/// <param name="Invoices">The invoices; empty: every open one that is neither contested nor on a plan.</param>
/// <param name="Stated">What the customer states; null: nothing.</param>
/// <param name="Supplied">What the creditor supplies; null: nothing.</param>
/// <param name="Order">A new order that is asked for; null: none.</param>
public sealed record OptionsAsked(ImmutableArray<string> Invoices, CustomerStatement? Stated = null, SuppliedFacts? Supplied = null, OrderAsked? Order = null);

/// <summary>An order that a customer in arrears asks for.</summary>
/// <param name="Number">The order's own number.</param>
/// <param name="Amount">With tax.</param>
public sealed record OrderAsked(string Number, Money Amount);

/// <summary>Terms with what they would cost us and whose limits allow them.</summary>
/// <param name="Terms">Complete dates and amounts: may be asked for as they stand.</param>
/// <param name="Price">What they cost.</param>
/// <param name="IsAtOnce">True: granted at once when asked for. These are the ones the customer is shown.</param>
/// <param name="Level">The first level of the chain whose limits are enough, from 1; null: nobody's are.</param>
/// <param name="Against">Every rule that keeps it from being granted at once; empty when none does.</param>
public sealed record RequestOption(CaseTerms Terms, OptionPrice Price, bool IsAtOnce, int? Level, ImmutableArray<RuleFinding> Against);

/// <summary>The options with their assessment.</summary>
/// <param name="Options">Those that are granted at once first, then by cost.</param>
/// <param name="Assessment">What they rest on; null when nothing can be asked for.</param>
/// <param name="Problems">Why there are none.</param>
public sealed record OptionsAnswer(ImmutableArray<RequestOption> Options, Assessment? Assessment, ImmutableArray<Problem> Problems)
{
    /// <summary>Those that the customer is shown.</summary>
    public IEnumerable<RequestOption> OnOffer => Options.Where(o => o.IsAtOnce);
}

/// <summary>Works out what could be agreed, each with its price and the rule that allows or forbids it. Pure: changes nothing.</summary>
public static class RequestOptions
{
    /// <summary>Every option for what is asked.</summary>
    public static OptionsAnswer Of(Account account, Surroundings around, PolicyBook book, DateTimeOffset now, OptionsAsked asked)
    {
        Turn turn = new(account, around, book, now);
        List<Problem> problems = [];
        CheckedTerms? basis = TermCheck.Of(turn, new() { Kind = TermsKind.Extension, Invoices = asked.Invoices, Until = turn.Today.AddDays(1) }, problems);
        if (basis is null && asked.Order is null) return new([], null, [.. problems]);
        List<CaseTerms> terms = [.. basis is null ? [] : OptionTerms.ForDebt(turn, basis, asked.Stated), .. asked.Order is { } order ? OptionTerms.ForOrder(turn, order) : []];
        Assessment? shown = null;
        List<RequestOption> options = [];
        foreach (CaseTerms candidate in terms)
        {
            if (TermCheck.Of(turn, candidate, []) is not { } complete || options.Any(o => o.Terms.Same(complete.Terms))) continue;
            Assessment assessment = Assessment.Of(turn, Draft(turn, asked, complete), complete);
            shown ??= assessment;
            options.Add(Judge(turn, complete, assessment));
        }
        return new([.. options.OrderBy(o => !o.IsAtOnce).ThenBy(o => o.Level ?? int.MaxValue).ThenBy(o => o.Price.CostOfMoney.Minor + o.Price.GivenUp.Minor)], shown, [.. shown is null ? problems : []]);
    }

    /// <summary>Certain terms, priced and judged as they would be if they were asked for now; the problems where they cannot be.</summary>
    public static (RequestOption? Option, ImmutableArray<Problem> Problems) Of(Account account, Surroundings around, PolicyBook book, DateTimeOffset now, (CaseTerms Terms, OptionsAsked Asked) wanted)
    {
        Turn turn = new(account, around, book, now);
        List<Problem> problems = [];
        if (TermCheck.Of(turn, wanted.Terms, problems) is not { } complete) return (null, [.. problems]);
        return (Judge(turn, complete, Assessment.Of(turn, Draft(turn, wanted.Asked, complete), complete)), []);
    }

    static Case Draft(Turn turn, OptionsAsked asked, CheckedTerms terms) => new()
    {
        Id = "", Kind = CaseKind.Request, Via = "portal", OpenedBy = CaseSteps.Customer, OpenedAt = turn.Now, OpenedDate = turn.Today, Stated = asked.Stated, Supplied = asked.Supplied,
        Rounds = [new(CaseSteps.Customer, true, terms.Terms, turn.Today, "")],
    };

    static RequestOption Judge(Turn turn, CheckedTerms terms, Assessment assessment)
    {
        ImmutableArray<RuleFinding> against = [.. assessment.ForAPerson, .. TermRules.Over(turn, turn.Rules.Requests.AtOnce, terms)];
        return new(terms.Terms, OptionPrice.Of(turn, terms), against.IsEmpty, TermRules.LevelFor(turn, terms), against);
    }
}
