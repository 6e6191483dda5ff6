using System.Text.Json;
using Collections.Domain;
using Collections.Tests;

namespace Collections.Policies.Tests;

public class HolidayFilesTests
{
    static readonly HolidayCalendar Calendar = PolicyBook.Load().Holidays;

    [SkippableFact]
    public void The_bank_holidays_of_the_united_kingdom_are_those_of_the_government()
    {
        using JsonDocument published = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/holidays/govuk_bank_holidays.json")));
        int compared = 0;
        foreach ((string division, string area) in new[] { ("england-and-wales", "GB-ENG"), ("england-and-wales", "GB-WLS"), ("scotland", "GB-SCT"), ("northern-ireland", "GB-NIR") })
            for (int year = 2024; year <= 2028; year++)
            {
                JsonElement listed = published.RootElement.GetProperty("divisions").GetProperty($"common.nations.{division}_slug").GetProperty(year.ToString());
                DateOnly[] days = [.. listed.EnumerateArray().Select(h => DateOnly.ParseExact(h.GetProperty("date").GetString()!, "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)).Order()];
                Assert.Equal(days, DaysOf(area, year));
                compared += days.Length;
            }
        Assert.True(compared > 170, $"{compared} days compared");
    }

    [SkippableFact]
    public void The_public_holidays_of_the_other_areas_are_those_of_the_list_they_come_from()
    {
        using JsonDocument published = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/holidays/date_holidays_2024_2027.json")));
        int areas = 0;
        foreach (JsonProperty area in published.RootElement.GetProperty("areas").EnumerateObject().Where(a => !a.Name.StartsWith("GB-")))
        {
            DateOnly[] days = [.. area.Value.GetProperty("days").EnumerateArray().Where(d => d.GetProperty("type").GetString() == "public")
                .Select(d => DateOnly.Parse(d.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).Where(d => d.Year >= 2024).Distinct().Order()];
            Assert.Equal(days, Enumerable.Range(2024, 5).SelectMany(y => DaysOf(area.Name, y)));
            areas++;
        }
        Assert.Equal(18, areas);
    }

    [Fact]
    public void Christmas_is_closed_in_London_and_the_day_after_Thanksgiving_open_in_New_York()
    {
        Assert.True(Calendar.IsHoliday(new(2026, 12, 28), "GB-ENG"));
        Assert.False(Calendar.IsOpen(new(2026, 11, 26), "US"));
        Assert.True(Calendar.IsOpen(new(2026, 11, 27), "US"));
        Assert.True(Calendar.IsHoliday(new(2026, 12, 25), "GB-XYZ"));
    }

    [Fact]
    public void A_data_folders_area_wins_and_changes_the_calendars_name()
    {
        string folder = Directory.CreateTempSubdirectory("holidays").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "IN.json"), """{ "area": "IN", "source": "state gazette", "days": [ "2026-11-09" ] }""");
            File.WriteAllText(Path.Combine(folder, "XX.json"), """{ "area": "YY", "source": "", "days": [ "2026-13-09" ] }""");
            List<PolicyFault> faults = [];
            HolidayCalendar own = HolidayFiles.Load(folder, faults);
            Assert.True(own.IsHoliday(new(2026, 11, 9), "IN"));
            Assert.False(own.IsHoliday(new(2026, 8, 15), "IN"));
            Assert.NotEqual(Calendar.Version, own.Version);
            Assert.Equal("holidays/XX.json $.days[0]", Assert.Single(faults).Where);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    static IEnumerable<DateOnly> DaysOf(string area, int year)
    {
        for (DateOnly day = new(year, 1, 1); day.Year == year; day = day.AddDays(1))
            if (Calendar.IsHoliday(day, area)) yield return day;
    }
}
