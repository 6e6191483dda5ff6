using Collections.Domain;

namespace Collections.Server;

/// <summary>The first start of an empty data folder: the sample is lived in a throw-away copy and takes its name only when it is whole.</summary>
internal static class FirstStart
{
    public static async Task LiveSampleAsync(string data, DateTimeOffset now, TextWriter to, CancellationToken cancel)
    {
        Directory.CreateDirectory(data);
        string seed = Path.Combine(Directory.CreateTempSubdirectory("collections-sample").FullName, "seed.db");
        HolidayCalendar holidays = Policies.PolicyBook.Load(Path.Combine(data, "policies")).Holidays;
        DateTimeOffset end = SampleLedger.EndBefore(now, holidays);
        HandClock clock = new(end.AddDays(-SampleHistory.Days - 1));
        await using (OpenFolder empty = await OpenFolder.OpenAsync(Path.GetDirectoryName(seed)!, clock, cancel))
        await using (OpenFolder folder = await empty.RehearseAsync(clock, cancel, outbox: Path.Combine(data, "outbox")))
        {
            await SampleLedger.LiveAsync(folder, clock, end, days => Progress(to, days), cancel);
            await folder.Storage.BackupAsync(OpenFolder.DatabaseOf(data), cancel);
            to.WriteLine();
            await SampleReport.PrintAsync(folder, end, to, cancel);
        }
        Directory.Delete(Path.GetDirectoryName(seed)!, recursive: true);
    }

    static void Progress(TextWriter to, int days)
    {
        if (days % 10 == 0) to.Write(days == 0 ? "Living the sample ledger, 120 days: " : $"{days} ");
    }
}
