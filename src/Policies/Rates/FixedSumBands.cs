using Collections.Domain.Claims;

namespace Collections.Policies.Rates;

/// <summary>The order of fixed-sum bands, without which a debt could fall into two or none.</summary>
internal static class FixedSumBands
{
    public static bool AreInOrder(IReadOnlyList<FixedSumBand> bands)
    {
        decimal last = 0m;
        for (int i = 0; i < bands.Count - 1; i++)
        {
            FixedSumBand band = bands[i];
            if (band.DebtLessThan is null == band.DebtUpTo is null) return false;
            decimal bound = band.DebtLessThan ?? band.DebtUpTo!.Value;
            if (bound <= last) return false;
            last = bound;
        }
        return bands.Count > 0 && bands[^1] is { DebtLessThan: null, DebtUpTo: null };
    }
}
