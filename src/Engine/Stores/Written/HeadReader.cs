using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine;

/// <summary>Reads what <see cref="HeadAsStored"/> writes, and what was written before: every field is known by its name, and one that is missing has its default.</summary>
public sealed class HeadReader
{
    string? id, ledgerId, customer, zone, holidayArea, pack, excludedBecause, openFeed, settled;
    string name = "";
    Money? creditLimit;
    ImmutableArray<Contact> contacts = [];
    ImmutableArray<Promise> promises = [];
    ImmutableArray<Plan> plans = [];
    ImmutableArray<Dispute> disputes = [];
    ImmutableArray<DunningBlock> blocks = [];
    ImmutableArray<Case> cases = [];
    ImmutableArray<OrderRelease> releases = [];
    ImmutableArray<DaySpan> moratoria = [];
    ImmutableArray<Message> messages = [];
    ImmutableArray<WorkItem> tasks = [];
    CreditHold? hold;
    AccountFlags flags = AccountFlags.None;
    StandingRecord standing = StandingRecord.Good;
    GateRecord? gate;
    LastMessage? lastMessage;
    PaymentHabit habit = PaymentHabit.Unknown;
    bool isOpened;
    int nextNumber = 1, nextPlace;

    /// <summary>The account of a head, and of the items that its chunks hold.</summary>
    /// <exception cref="JsonException">It is no head.</exception>
    public static Account Read(ReadOnlySpan<byte> bytes, ItemsReader items)
    {
        HeadReader head = new();
        Utf8JsonReader reader = new(bytes);
        reader.Read();
        reader.Begin();
        while (reader.NextField())
            if (!head.OfCustomer(ref reader) && !head.OfCourse(ref reader) && !head.OfStops(ref reader) && !head.OfStanding(ref reader)) reader.Pass();
        return head.Whole(items);
    }

    bool OfCustomer(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> field = reader.ValueSpan;
        if (field.SequenceEqual("id"u8)) id = reader.Needed();
        else if (field.SequenceEqual("ledgerId"u8)) ledgerId = reader.Needed();
        else if (field.SequenceEqual("customer"u8)) customer = reader.Needed();
        else if (field.SequenceEqual("name"u8)) name = reader.Needed();
        else if (field.SequenceEqual("zone"u8)) zone = reader.Text();
        else if (field.SequenceEqual("holidayArea"u8)) holidayArea = reader.Text();
        else if (field.SequenceEqual("pack"u8)) pack = reader.Text();
        else if (field.SequenceEqual("excludedBecause"u8)) excludedBecause = reader.Text();
        else if (field.SequenceEqual("creditLimit"u8)) creditLimit = reader.Rare(AccountJson.Default.NullableMoney);
        else if (field.SequenceEqual("contacts"u8)) contacts = reader.List(ContactAsStored.Read);
        else return false;
        return true;
    }

    bool OfCourse(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> field = reader.ValueSpan;
        if (field.SequenceEqual("messages"u8)) messages = reader.List(MessageAsStored.Read);
        else if (field.SequenceEqual("lastMessage"u8)) lastMessage = reader.Rare(AccountJson.Default.LastMessage);
        else if (field.SequenceEqual("tasks"u8)) tasks = reader.RareList(AccountJson.Default.ImmutableArrayWorkItem);
        else if (field.SequenceEqual("habit"u8)) habit = HabitOf(ref reader);
        else if (field.SequenceEqual("openFeed"u8)) openFeed = reader.Text();
        else if (field.SequenceEqual("settled"u8)) settled = reader.Text();
        else if (field.SequenceEqual("isOpened"u8)) isOpened = reader.Flag();
        else if (field.SequenceEqual("nextNumber"u8)) nextNumber = reader.Int();
        else if (field.SequenceEqual("nextPlace"u8)) nextPlace = reader.Int();
        else return false;
        return true;
    }

    bool OfStops(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> field = reader.ValueSpan;
        if (field.SequenceEqual("promises"u8)) promises = reader.RareList(AccountJson.Default.ImmutableArrayPromise);
        else if (field.SequenceEqual("plans"u8)) plans = reader.RareList(AccountJson.Default.ImmutableArrayPlan);
        else if (field.SequenceEqual("disputes"u8)) disputes = reader.RareList(AccountJson.Default.ImmutableArrayDispute);
        else if (field.SequenceEqual("blocks"u8)) blocks = reader.RareList(AccountJson.Default.ImmutableArrayDunningBlock);
        else if (field.SequenceEqual("cases"u8)) cases = reader.RareList(AccountJson.Default.ImmutableArrayCase);
        else if (field.SequenceEqual("hold"u8)) hold = reader.Rare(AccountJson.Default.CreditHold);
        else if (field.SequenceEqual("flags"u8)) flags = reader.Rare(AccountJson.Default.AccountFlags);
        else return false;
        return true;
    }

    bool OfStanding(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> field = reader.ValueSpan;
        if (field.SequenceEqual("standing"u8)) standing = reader.Rare(AccountJson.Default.StandingRecord);
        else if (field.SequenceEqual("gate"u8)) gate = reader.Rare(AccountJson.Default.GateRecord);
        else if (field.SequenceEqual("releases"u8)) releases = reader.RareList(AccountJson.Default.ImmutableArrayOrderRelease);
        else if (field.SequenceEqual("moratoria"u8)) moratoria = reader.RareList(AccountJson.Default.ImmutableArrayDaySpan);
        else return false;
        return true;
    }

    static PaymentHabit HabitOf(ref Utf8JsonReader reader)
    {
        (int settled, int late, long days, int kept, int broken) = (0, 0, 0L, 0, 0);
        (DateOnly? lastPayment, DateOnly? lastBroken) = (null, null);
        reader.Read();
        reader.Begin();
        while (reader.NextField())
        {
            ReadOnlySpan<byte> field = reader.ValueSpan;
            if (field.SequenceEqual("settled"u8)) settled = reader.Int();
            else if (field.SequenceEqual("settledLate"u8)) late = reader.Int();
            else if (field.SequenceEqual("daysLateTotal"u8)) days = reader.Number();
            else if (field.SequenceEqual("promisesKept"u8)) kept = reader.Int();
            else if (field.SequenceEqual("promisesBroken"u8)) broken = reader.Int();
            else if (field.SequenceEqual("lastPaymentDate"u8)) lastPayment = reader.Day();
            else if (field.SequenceEqual("lastBrokenDate"u8)) lastBroken = reader.Day();
            else reader.Pass();
        }
        return new PaymentHabit(settled, late, days, kept, broken, lastPayment, lastBroken) is var read && read == PaymentHabit.Unknown ? PaymentHabit.Unknown : read;
    }

    Account Whole(ItemsReader items) => id is not null && ledgerId is not null && customer is not null
        ? new()
        {
            Id = new(id), LedgerId = ledgerId, Customer = customer, Name = name, Zone = zone, HolidayArea = holidayArea, Pack = pack, ExcludedBecause = excludedBecause,
            CreditLimit = creditLimit, Contacts = contacts, Promises = promises, Plans = plans, Disputes = disputes, Blocks = blocks, Cases = cases, Hold = hold, Flags = flags,
            Standing = standing, Gate = gate, Releases = releases, Moratoria = moratoria, Messages = messages, LastMessage = lastMessage, Tasks = tasks, Habit = habit,
            OpenFeed = openFeed, Settled = settled ?? "", IsOpened = isOpened, NextNumber = nextNumber, NextPlace = nextPlace,
            Invoices = items.Invoices, CreditNotes = items.CreditNotes, Payments = items.Payments,
        }
        : throw new JsonException("an account lacks its id, its ledger or its customer");
}
