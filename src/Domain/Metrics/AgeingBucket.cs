namespace Collections.Domain.Metrics;

/// <summary>Ageing by days past due: the due day itself is current.</summary>
public enum AgeingBucket
{
    /// <summary>Not yet past due.</summary>
    Current,
    /// <summary>1 to 30 days past due.</summary>
    To30,
    /// <summary>31 to 60.</summary>
    To60,
    /// <summary>61 to 90.</summary>
    To90,
    /// <summary>91 and more.</summary>
    Over90,
}

/// <summary>Sorts days past due into buckets.</summary>
public static class Ageing
{
    /// <summary>The bucket of so many days past due; zero and less are current.</summary>
    public static AgeingBucket BucketOf(int daysPastDue) => daysPastDue switch
    {
        <= 0 => AgeingBucket.Current,
        <= 30 => AgeingBucket.To30,
        <= 60 => AgeingBucket.To60,
        <= 90 => AgeingBucket.To90,
        _ => AgeingBucket.Over90,
    };

    /// <summary>The bucket's name on reports: "current", "1-30", "31-60", "61-90", "90+".</summary>
    public static string NameOf(AgeingBucket bucket) => bucket switch
    {
        AgeingBucket.Current => "current",
        AgeingBucket.To30 => "1-30",
        AgeingBucket.To60 => "31-60",
        AgeingBucket.To90 => "61-90",
        AgeingBucket.Over90 => "90+",
    };
}
