using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Policies.Rates;
using Collections.Tests;

namespace Collections.Policies.Tests.Rates;

public sealed class RateFilesTests
{
    static Dictionary<string, string> OnDisk() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "policies", "rates"), "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    [Fact]
    public void The_figures_that_ship_have_no_fault() => Assert.Empty(RateFiles.Read(OnDisk()).Faults);

    [Fact]
    public void The_build_carries_every_file_that_stands_in_the_repository()
    {
        Assert.Equal(["boe-bank-rate", "de-basiszinssatz", "ecb-mro", "fr-taux-legal", "rbi-bank-rate"], RateFiles.Own.Series.Keys);
        Assert.Equal(["DE", "EU", "FR", "GB", "IE"], RateFiles.Own.FixedSums.Keys);
        Assert.Equal(7, RateFiles.Own.Schemes.Count);
        Assert.Equal(50, RateFiles.Own.States.Count); // 50 states and DC, less Mississippi, whose statute names no figure
    }

    [Fact]
    public void The_Basiszinssatz_is_the_ECB_rate_of_the_day_before_less_0_88_in_every_half_year()
    {
        RateSeries own = RateFiles.Own.Series["de-basiszinssatz"], ecb = RateFiles.Own.Series["ecb-mro"];

        Assert.Equal(0.88m, own.Mechanism!.Minus);
        Assert.Empty(own.Mechanism.Breaks(own, ecb));
        Assert.True(RateMechanism.HalfYears(own, ecb).Count() >= 24, "24 half-years are compared");
    }

    [Fact]
    public void A_mistyped_Basiszinssatz_is_found()
    {
        Dictionary<string, string> files = OnDisk();
        files["de-basiszinssatz.json"] = files["de-basiszinssatz.json"].Replace("\"percent\": 1.52", "\"percent\": 1.25", StringComparison.Ordinal);

        RateFault fault = Assert.Single(RateFiles.Read(files).Faults);

        Assert.Equal("rows at 2026-07-01", fault.Path);
    }

    [Fact]
    public void Every_fault_of_every_file_is_listed()
    {
        Dictionary<string, string> files = OnDisk();
        files["boe-bank-rate.json"] = """
            { "series": "boe-bank-rate", "title": "", "unit": "percent a year", "knownTo": "2026-13-01", "source": "x", "colour": 1,
              "rows": [ { "from": "2025-01-02", "percent": 475 }, { "from": "2025-01-01", "percent": "4.5" } ] }
            """;
        files["schemes.json"] = files["schemes.json"].Replace("\"series\": \"rbi-bank-rate\"", "\"series\": \"repo-rate\"", StringComparison.Ordinal);
        files["fixed-sums.json"] = files["fixed-sums.json"].Replace("\"debtLessThan\": 10000", "\"debtLessThan\": 900", StringComparison.Ordinal);
        files["broken.json"] = "{";

        RateReading reading = RateFiles.Read(files);

        Assert.Null(reading.Rates);
        Assert.Equal(
            ["boe-bank-rate.json colour", "boe-bank-rate.json knownTo", "boe-bank-rate.json rows[0].percent", "boe-bank-rate.json rows[1].from",
             "boe-bank-rate.json rows[1].percent", "boe-bank-rate.json title", "broken.json line 1", "fixed-sums.json sums[0].bands", "schemes.json in-msmed.series"],
            reading.Faults.Select(f => $"{f.File} {f.Path}").Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The statutory rates as published lists print them.</summary>
    [Theory]
    [InlineData("uk-late-payment-act", "2024-07-01", 13.25), InlineData("uk-late-payment-act", "2025-01-01", 12.75), InlineData("uk-late-payment-act", "2025-07-01", 12.25)]
    [InlineData("uk-late-payment-act", "2026-07-01", 11.75), InlineData("uk-late-payment-act", "2015-01-01", 8.50)]
    [InlineData("eu-directive", "2024-07-01", 12.25), InlineData("eu-directive", "2014-07-01", 8.15), InlineData("fr-l441-10", "2024-07-01", 14.25)]
    [InlineData("de-b2b", "2024-01-01", 12.62), InlineData("de-consumer", "2026-07-01", 6.52)]
    public void Rates_agree_with_the_published_lists(string scheme, string firstDay, decimal percent) =>
        Assert.Equal(percent, StatutoryInterest.RateStarting(DateOnly.Parse(firstDay), RateFiles.Own.Scheme(scheme), RateFiles.Own));

    [Fact]
    public void The_British_rate_of_January_2027_is_provisional_until_the_bank_has_spoken() =>
        Assert.Null(StatutoryInterest.RateStarting(new DateOnly(2027, 1, 1), RateFiles.Own.Scheme("uk-late-payment-act"), RateFiles.Own));

    [Fact]
    public void A_clause_at_the_French_default_fell_below_the_floor_in_the_second_half_of_2024()
    {
        InterestScheme french = RateFiles.Own.Scheme("fr-l441-10");

        Assert.Equal(14.76m, StatutoryInterest.ClauseFloor(new DateOnly(2024, 9, 1), french, RateFiles.Own));
        Assert.Null(StatutoryInterest.ClauseFloor(new DateOnly(2026, 9, 1), french, RateFiles.Own));
    }

    [Fact]
    public void An_Indian_supplier_claims_compound_interest_and_no_fixed_sum()
    {
        LateDebt debt = new(Money.Exact(500_000, Currency.Of("INR")), new DateOnly(2023, 5, 31));

        LatePaymentClaims claims = LatePayment.Of("INV-9", debt, new DateOnly(2023, 9, 1), new StatuteInForce(RateFiles.Own.Scheme("in-msmed"), RateFiles.Own));

        Assert.Equal(["25742.05 INR"], claims.Claims.Select(c => c.Amount.ToString()));
    }

    [Fact]
    public void A_contract_gives_its_own_rate_and_no_fixed_sum()
    {
        LateDebt debt = new(Money.Exact(8_000, Currency.Of("AUD")), new DateOnly(2026, 3, 1));

        Assert.Equal("98.63 AUD", Assert.Single(LatePayment.ByContract("INV-9", debt, new DateOnly(2026, 4, 15), 10m).Claims).Amount.ToString());
    }

    [Fact]
    public void An_invoice_across_the_New_Year_is_claimed_in_Germany_at_two_rates_with_forty_euros()
    {
        LateDebt debt = new(Money.Exact(25_000, Currency.Of("EUR")), new DateOnly(2022, 11, 30));
        StatuteInForce statute = new(RateFiles.Own.Scheme("de-b2b"), RateFiles.Own);

        LatePaymentClaims claims = LatePayment.Of("RE-7", debt, new DateOnly(2023, 2, 28), statute);

        Assert.Equal(["601.58 EUR", "40.00 EUR"], claims.Claims.Select(c => c.Amount.ToString()));
        Assert.Contains("BGB 247", claims.Claims[0].Rule);
    }
}
