using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>The report on requests for a person.</summary>
internal static class ReportPrint
{
    public static void Write(TextWriter to, RequestReport report)
    {
        to.WriteLine($"Requests from {report.FromDate:yyyy-MM-dd} to {report.ToDate:yyyy-MM-dd}: {report.Requests}; granted at once {report.AtOnce}, by a person {report.ByPerson}, refused {report.Refused}, taken back or lapsed {report.Ended}; answered late {report.AnsweredLate}");
        if (report.Requests == 0) return;
        Tables.Print(to, ["rule", "requests", "granted all the same", "of them worked", "followed up"], report.Exceptions.Select(e => new[] { e.Rule, N(e.Requests), N(e.GrantedAllTheSame), N(e.Worked), N(e.FollowedUp) }));
        Tables.Print(to, ["difficulty", "option", "granted", "worked", "worked late", "in part", "failed"],
            report.Outcomes.Select(o => new[] { Code.Of(o.Difficulty), Code.Of(o.Option), N(o.Granted), N(o.Worked), N(o.WorkedLate), N(o.PartlyWorked), N(o.Failed) }));
        Tables.Print(to, ["limit", "now", "tried", "more at once", "money", "a person granted", "worked", "failed"],
            report.Limits.Where(l => l.MoreAtOnce != 0).Select(l => new[] { l.Limit, l.Now, l.Otherwise, N(l.MoreAtOnce), string.Join(", ", l.Money), N(l.OfThemGranted), N(l.OfThemWorked), N(l.OfThemFailed) }));
    }

    static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
