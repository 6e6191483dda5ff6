using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Policies.Rates;

/// <summary>Gathers what the rate files say, checks each and then all of them against one another.</summary>
internal sealed class RateSet(List<RateFault> faults)
{
    readonly SortedDictionary<string, RateSeries> series = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, InterestScheme> schemes = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, FixedSumScheme> sums = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, StateRate> states = new(StringComparer.Ordinal);

    public void Add(string file, CheckedFields fields, JsonElement root)
    {
        if (root.TryGetProperty("rows", out _)) AddSeries(fields);
        else if (root.TryGetProperty("schemes", out _)) foreach (CheckedFields scheme in fields.Each("schemes")) AddScheme(scheme);
        else if (root.TryGetProperty("sums", out _)) AddSums(fields);
        else if (root.TryGetProperty("states", out _)) AddStates(fields);
        else faults.Add(new(file, "", "it holds none of rows, schemes, sums, states"));
    }

    public ReferenceRates ToRates() => new()
    {
        Series = series.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Schemes = schemes.ToImmutableSortedDictionary(StringComparer.Ordinal),
        FixedSums = sums.ToImmutableSortedDictionary(StringComparer.Ordinal),
        States = states.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public void CheckTogether()
    {
        foreach (InterestScheme scheme in schemes.Values)
        {
            Known(scheme, scheme.Series, series.ContainsKey, "series");
            if (scheme.FixedSum is { } sum) Known(scheme, sum, sums.ContainsKey, "fixedSum");
            if (scheme.ClauseFloorSeries is { } floor) Known(scheme, floor, series.ContainsKey, "clauseFloorSeries");
        }
        foreach (RateSeries one in series.Values) CheckMechanism(one);
    }

    void Known(InterestScheme scheme, string name, Func<string, bool> exists, string field)
    {
        if (!exists(name)) faults.Add(new("schemes.json", $"{scheme.Name}.{field}", $"'{name}' is not on file"));
    }

    void CheckMechanism(RateSeries own)
    {
        if (own.Mechanism is not { } mechanism) return;
        string file = own.Name + ".json";
        if (!series.TryGetValue(mechanism.Series, out RateSeries? other))
            faults.Add(new(file, "check.series", $"'{mechanism.Series}' is not on file"));
        else
            foreach (DateOnly day in mechanism.Breaks(own, other))
                faults.Add(new(file, $"rows at {day:yyyy-MM-dd}", $"{own.At(day)} is not {other.Name} of the day before less {mechanism.Minus}; a typing slip?"));
    }

    void AddSeries(CheckedFields fields)
    {
        string name = fields.Text("series"), title = fields.Text("title"), source = fields.Text("source");
        fields.Text("unit");
        DateOnly knownTo = fields.Date("knownTo");
        ImmutableArray<RateRow> rows = [.. fields.Each("rows").Select(Row)];
        for (int i = 1; i < rows.Length; i++)
            if (rows[i].From <= rows[i - 1].From) fields.Fault($"rows[{i}].from", "rows rise by day, without repeats");
        if (rows.Length > 0 && rows[^1].From > knownTo) fields.Fault("knownTo", "the last row begins after it");
        RateMechanism? mechanism = fields.Child("check") is { } check ? Mechanism(check) : null;
        fields.NothingElse();
        if (rows.Length > 0 && !series.TryAdd(name, new RateSeries(name, title, knownTo, rows) { Source = source, Mechanism = mechanism }))
            fields.Fault("series", $"'{name}' is there twice");
    }

    static RateMechanism Mechanism(CheckedFields fields)
    {
        RateMechanism mechanism = new(fields.Text("series"), fields.Number("minus"));
        fields.NothingElse();
        return mechanism;
    }

    static RateRow Row(CheckedFields fields)
    {
        RateRow row = new(fields.Date("from"), fields.Number("percent"));
        if (row.Percent is < -5m or > 50m) fields.Fault("percent", "outside -5 to 50 percent; a fraction or a typing slip?");
        fields.Flag("confirmed");
        fields.TextOrNull("note");
        fields.NothingElse();
        return row;
    }

    void AddScheme(CheckedFields fields)
    {
        InterestScheme scheme = new()
        {
            Name = fields.Text("scheme"),
            Jurisdiction = fields.Text("jurisdiction"),
            Series = fields.Text("series"),
            Margin = fields.Number("margin"),
            Multiplier = fields.NumberOrNull("multiplier") ?? 1m,
            Refix = fields.OneOf<Refix>("refix"),
            Reference = fields.OneOf<ReferenceDay>("reference"),
            FixedBy = fields.OneOfOrNull<RateFixedBy>("fixedBy") ?? RateFixedBy.StartDay,
            DaysInYear = fields.Whole("daysInYear"),
            FixedSum = fields.TextOrNull("fixedSum"),
            Term = fields.Child("term") is { } term ? Term(term) : null,
            ClauseFloorMultiplier = fields.NumberOrNull("clauseFloorMultiplier"),
            ClauseFloorSeries = fields.TextOrNull("clauseFloorSeries"),
            Rule = fields.Text("rule"),
            Source = fields.Text("source"),
        };
        if (scheme.DaysInYear is not (360 or 365 or 366)) fields.Fault("daysInYear", "360, 365 or 366");
        if (scheme.ClauseFloorMultiplier is null != scheme.ClauseFloorSeries is null) fields.Fault("clauseFloorMultiplier", "it goes with clauseFloorSeries");
        fields.NothingElse();
        if (!schemes.TryAdd(scheme.Name, scheme)) fields.Fault("scheme", $"'{scheme.Name}' is there twice");
    }

    static StatutoryTerm Term(CheckedFields fields)
    {
        StatutoryTerm term = new(fields.Whole("days"), fields.OneOf<DaysCount>("counts"), fields.WholeOrNull("longestAgreed"), fields.WholeOrNull("longestForPublicBody"));
        fields.NothingElse();
        return term;
    }

    void AddSums(CheckedFields fields)
    {
        Head(fields);
        foreach (CheckedFields row in fields.Each("sums"))
        {
            string jurisdiction = row.Text("jurisdiction");
            if (!Currency.TryOf(row.Text("currency"), out Currency currency)) row.Fault("currency", "not an ISO 4217 code");
            FixedSumScheme sum = new(jurisdiction, currency, row.Date("from"), [.. row.Each("bands").Select(Band)]) { Source = row.Text("source") };
            if (!FixedSumBands.AreInOrder(sum.Bands)) row.Fault("bands", "bounds rise, each band but the last has exactly one, the last has none");
            row.NothingElse();
            if (!sums.TryAdd(jurisdiction, sum)) row.Fault("jurisdiction", $"'{jurisdiction}' is there twice");
        }
        fields.NothingElse();
    }

    static FixedSumBand Band(CheckedFields fields)
    {
        FixedSumBand band = new(fields.NumberOrNull("debtLessThan"), fields.NumberOrNull("debtUpTo"), fields.Number("sum"));
        fields.NothingElse();
        return band;
    }

    void AddStates(CheckedFields fields)
    {
        Head(fields);
        foreach (CheckedFields row in fields.Each("states"))
        {
            StateRate state = new(row.Text("state"), row.Number("percent"), row.Date("checked"), row.Text("statute"));
            if (state.Percent is < 0m or > 50m) row.Fault("percent", "outside 0 to 50 percent");
            row.Flag("confirmed");
            row.NothingElse();
            if (!states.TryAdd(state.State, state)) row.Fault("state", $"'{state.State}' is there twice");
        }
        fields.NothingElse();
    }

    static void Head(CheckedFields fields)
    {
        foreach (string name in new[] { "series", "title", "unit", "source" }) fields.Text(name);
        fields.Date("knownTo");
    }
}
