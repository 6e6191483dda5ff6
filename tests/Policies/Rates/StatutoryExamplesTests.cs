using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Policies.Rates;
using Collections.Tests;

namespace Collections.Policies.Tests.Rates;

/// <summary>Examples that authorities and libraries publish, with the figures they print.</summary>
public sealed class StatutoryExamplesTests
{
    static JsonElement Examples(string country) =>
        JsonDocument.Parse(File.ReadAllText(Shared.Path("reference/statutory_examples.json"))).RootElement.GetProperty(country);

    static decimal Number(JsonElement e, string name) => e.GetProperty(name).GetDecimal();

    static Money Interest(JsonElement example, string currency, decimal percent) =>
        Accrual.Simple(Money.Exact(Number(example, "principal"), Currency.Of(currency)), percent, example.GetProperty("days").GetInt32());

    [SkippableFact]
    public void The_British_example_is_11_64_and_not_the_printed_11_50_that_comes_of_rounding_the_day_first()
    {
        JsonElement example = Examples("UK").GetProperty("official_examples")[0];

        Assert.Equal(Number(example, "interest_unrounded_day"), Interest(example, "GBP", Number(example, "rate")).ToDecimal());
        Assert.NotEqual(Number(example, "interest_as_printed"), Interest(example, "GBP", Number(example, "rate")).ToDecimal());
    }

    [SkippableFact]
    public void The_unofficial_British_examples_print_what_we_calculate()
    {
        foreach (JsonElement example in Examples("UK").GetProperty("unofficial_examples").EnumerateArray())
            Assert.Equal(Number(example, "interest_as_printed"), Interest(example, "GBP", Number(example, "rate")).ToDecimal());
    }

    [SkippableFact]
    public void The_British_fixed_sums_hold_at_both_ends_of_each_band()
    {
        FixedSumScheme sums = RateFiles.Own.FixedSums["GB"];
        foreach (JsonElement band in Examples("UK").GetProperty("compensation").GetProperty("bands").EnumerateArray())
        {
            Assert.Equal(Number(band, "sum"), sums.For(Money.Exact(Number(band, "from"), sums.Currency)).ToDecimal());
            if (band.GetProperty("to").ValueKind == JsonValueKind.Number)
                Assert.Equal(Number(band, "sum"), sums.For(Money.Exact(Number(band, "to"), sums.Currency)).ToDecimal());
        }
    }

    [SkippableFact]
    public void The_Irish_department_quotes_the_rates_on_file()
    {
        foreach (JsonElement row in Examples("IE").GetProperty("official_rates").EnumerateArray())
        {
            DateOnly from = DateOnly.Parse(row.GetProperty("from").GetString()!);
            Assert.Equal(Number(row, "rate"), StatutoryInterest.RateStarting(from, RateFiles.Own.Scheme("ie-late-payment"), RateFiles.Own));
            Assert.Equal(Number(row, "ecb"), RateFiles.Own.Series["ecb-mro"].At(from));
        }
    }

    [SkippableFact]
    public void A_German_library_gives_the_same_interest_between_businesses_and_with_consumers()
    {
        foreach (JsonElement example in Examples("DE").GetProperty("library_examples").EnumerateArray())
        {
            InterestScheme scheme = RateFiles.Own.Scheme(Number(example, "margin") == 9m ? "de-b2b" : "de-consumer");
            DateOnly from = DateOnly.Parse(example.GetProperty("from").GetString()!), until = DateOnly.Parse(example.GetProperty("to").GetString()!);
            LateDebt debt = new(Money.Exact(Number(example, "principal"), Currency.Of("EUR")), from.AddDays(-1));

            InterestCalculation interest = StatutoryInterest.Of(debt, until.AddDays(-1), scheme, RateFiles.Own);

            Assert.Equal(Number(example, "interest"), interest.Interest.ToDecimal());
            Assert.Equal(Number(example, "base"), interest.ReferencePercent);
        }
    }

    [Fact]
    public void An_Irish_debt_keeps_the_rate_of_its_payment_date_although_interest_starts_in_the_next_half_year()
    {
        LateDebt debt = new(Money.Exact(36_500, Currency.Of("EUR")), new DateOnly(2025, 6, 30));

        InterestCalculation interest = StatutoryInterest.Of(debt, new DateOnly(2025, 7, 10), RateFiles.Own.Scheme("ie-late-payment"), RateFiles.Own);

        Assert.Equal(11.15m, interest.RateAnnual);
        Assert.Equal(new DateOnly(2025, 1, 1), interest.ReferenceDate);
        Assert.Equal("111.50 EUR", interest.Interest.ToString());
    }
}
