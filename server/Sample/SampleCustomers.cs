using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Server;

/// <summary>How a sample customer behaves.</summary>
internal enum Persona { Prompt, LateByHabit, PromiseBreaker, Promising, Disputer, ShortPayer, GoneSilent, SharedPayables, HeadingForNotice, OnPlan, PaysWithoutReference }

/// <summary>A customer of the sample ledger: made up, on example.com and numbers reserved for fiction.</summary>
internal sealed record SampleCustomer(string Number, string Name, Persona Persona, string CurrencyCode, string Zone, string HolidayArea)
{
    public Currency Currency => Currency.Of(CurrencyCode);

    /// <summary>The people written to. Those who share their payables office share its address, and so one contact budget.</summary>
    public ImmutableArray<Contact> Contacts()
    {
        string office = Persona == Persona.SharedPayables ? "shared-payables" : Number.ToLowerInvariant();
        int line = int.Parse(Number[1..], System.Globalization.CultureInfo.InvariantCulture);
        return
        [
            new() { Id = "ap-1", Name = "Accounts payable", Role = "accounts-payable", Email = $"payables.{office}@example.com", Mobile = $"+44770090{(Persona == Persona.SharedPayables ? 99 : line % 90):D4}" },
            new() { Id = "owner-1", Name = "", Role = "owner", Email = Persona == Persona.SharedPayables ? $"payables.{office}@example.com" : $"owner.{office}@example.com" },
        ];
    }

    public static ImmutableArray<SampleCustomer> All { get; } =
    [
        .. British(100, Persona.Prompt, "Ashgrove Catering", "Bellfield Joinery", "Copperline Plumbing"),
        new("C110", "Elbe Werkzeuge", Persona.Prompt, "EUR", "Europe/Berlin", "DE"), new("C111", "Fairmont Hardware", Persona.Prompt, "USD", "America/New_York", "US"),
        .. British(120, Persona.LateByHabit, "Glenside Farms", "Hartley Motors"),
        new("C123", "Jonquil Interiors", Persona.LateByHabit, "EUR", "Europe/Dublin", "IE"), new("C124", "Kingsport Marine", Persona.LateByHabit, "USD", "America/New_York", "US"),
        .. British(130, Persona.PromiseBreaker, "Larkhill Events", "Meadway Logistics"),
        .. British(140, Persona.Promising, "Northgate Print"),
        .. British(150, Persona.Disputer, "Pinewood Lettings", "Quayside Fish"),
        .. British(160, Persona.ShortPayer, "Rosehill Nursery", "Stonebridge Paving"),
        .. British(170, Persona.GoneSilent, "Thornbury Textiles", "Upland Fencing", "Valewood Furniture"),
        .. British(180, Persona.SharedPayables, "Westbrook Care North", "Westbrook Care South", "Westbrook Care East", "Westbrook Care West", "Westbrook Homecare", "Westbrook Respite", "Westbrook Day Centre"),
        .. British(190, Persona.HeadingForNotice, "Yarrow Demolition", "Zenith Scaffolding"),
        .. British(195, Persona.OnPlan, "Abbotsford Glass"),
        .. British(197, Persona.PaysWithoutReference, "Brackenfield Timber"),
    ];

    static IEnumerable<SampleCustomer> British(int from, Persona persona, params string[] names) =>
        names.Select((name, i) => new SampleCustomer($"C{from + i}", name, persona, "GBP", "Europe/London", "GB-ENG"));
}
