using Collections.Domain;

namespace Collections.Engine;

/// <summary>Looks back at a granted request: did it work?</summary>
internal static class FollowUps
{
    public static void Record(Turn turn, Case granted)
    {
        FollowUp found = Look(turn, granted);
        CaseSteps.Take(turn, granted with { FollowUp = found }, CaseSteps.Rule, "followed-up", $"{Code.Of(found.Outcome!.Value).Replace('-', ' ')}: {found.Words}");
    }

    /// <summary>True as soon as it is certain: the plan that carries it is broken.</summary>
    public static bool HasFailed(Turn turn, Case granted) => PlanOf(turn, granted) is { Standing: PlanStanding.Broken };

    static Plan? PlanOf(Turn turn, Case granted) => turn.Account.Plans.FirstOrDefault(p => granted.Decision?.Agreements.Contains(p.Id) ?? false);

    static FollowUp Look(Turn turn, Case granted)
    {
        FollowUp before = granted.FollowUp!;
        DateOnly last = granted.Decision!.Terms?.LastDate ?? before.DueDate;
        Invoice[] known = [.. granted.Invoices.Select(turn.Account.Invoice).OfType<Invoice>()];
        Invoice[] open = [.. known.Where(i => i.IsOpen)];
        if (PlanOf(turn, granted) is { Standing: PlanStanding.Broken } plan)
            return before with { Outcome = Came(known, granted) ? FollowUpOutcome.PartlyWorked : FollowUpOutcome.Failed, Words = $"plan {plan.Id} was broken on {plan.EndedDate:yyyy-MM-dd}{Left(open)}" };
        if (open.Length > 0) return before with { Outcome = Came(known, granted) ? FollowUpOutcome.PartlyWorked : FollowUpOutcome.Failed, Words = $"not settled by {turn.Today:yyyy-MM-dd}{Left(open)}" };
        int late = known.Select(i => Math.Max(0, (i.ClosedDate ?? last).DayNumber - last.DayNumber)).DefaultIfEmpty().Max();
        return late == 0
            ? before with { Outcome = FollowUpOutcome.Worked, DaysLate = 0, Words = "everything came as agreed" }
            : before with { Outcome = FollowUpOutcome.WorkedLate, DaysLate = late, Words = $"everything came, {late} days after the last agreed day" };
    }

    static bool Came(Invoice[] known, Case granted) =>
        known.Any(i => !i.IsOpen || i.Postings.Any(p => p.Kind is PostingKind.Payment or PostingKind.CreditNote && p.ValueDate >= granted.OpenedDate && p.Amount.Minor < 0));

    static string Left(Invoice[] open) => open.Length == 0 ? "" : $"; open are {string.Join(", ", open.Select(i => $"{i.Balance} of {i.Number}"))}";
}
