using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>An account's head as it is stored: everything but its items. Written by hand, because every commit writes one; what few accounts have goes by the
/// serializer. A test holds that no member of <see cref="Account"/> is missing here.</summary>
internal static class HeadAsStored
{
    public static void Write(Utf8JsonWriter writer, Account account, MessageTexts messages)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, account.Id.Value);
        writer.WriteString("ledgerId"u8, account.LedgerId);
        writer.WriteString("customer"u8, account.Customer);
        writer.Text("name"u8, account.Name, unless: "");
        writer.Text("zone"u8, account.Zone);
        writer.Text("holidayArea"u8, account.HolidayArea);
        writer.Text("pack"u8, account.Pack);
        writer.Text("excludedBecause"u8, account.ExcludedBecause);
        if (account.CreditLimit is { } limit) writer.Amount("creditLimit"u8, limit);
        if (!account.Contacts.IsEmpty)
        {
            writer.WriteStartArray("contacts"u8);
            foreach (Contact contact in account.Contacts) ContactAsStored.Write(writer, contact);
            writer.WriteEndArray();
        }
        Agreements(writer, account);
        Standing(writer, account);
        if (!account.Messages.IsEmpty)
        {
            writer.WriteStartArray("messages"u8);
            foreach (Message message in account.Messages) writer.WriteRawValue(messages.Of(message), skipInputValidation: true);
            writer.WriteEndArray();
        }
        if (account.LastMessage is { } last) writer.Rare("lastMessage"u8, last, AccountJson.Default.LastMessage);
        writer.Rare("tasks"u8, account.Tasks, AccountJson.Default.ImmutableArrayWorkItem);
        Habit(writer, account.Habit);
        writer.Text("openFeed"u8, account.OpenFeed);
        if (account.Settled.Length > 0) writer.WriteString("settled"u8, account.Settled);
        writer.Flag("isOpened"u8, account.IsOpened);
        writer.Number("nextNumber"u8, account.NextNumber, unless: 1);
        writer.Number("nextPlace"u8, account.NextPlace);
        writer.WriteEndObject();
    }

    static void Agreements(Utf8JsonWriter writer, Account account)
    {
        writer.Rare("promises"u8, account.Promises, AccountJson.Default.ImmutableArrayPromise);
        writer.Rare("plans"u8, account.Plans, AccountJson.Default.ImmutableArrayPlan);
        writer.Rare("disputes"u8, account.Disputes, AccountJson.Default.ImmutableArrayDispute);
        writer.Rare("blocks"u8, account.Blocks, AccountJson.Default.ImmutableArrayDunningBlock);
        writer.Rare("cases"u8, account.Cases, AccountJson.Default.ImmutableArrayCase);
        if (account.Hold is { } hold) writer.Rare("hold"u8, hold, AccountJson.Default.CreditHold);
        if (account.Flags != AccountFlags.None) writer.Rare("flags"u8, account.Flags, AccountJson.Default.AccountFlags);
    }

    static void Standing(Utf8JsonWriter writer, Account account)
    {
        if (account.Standing != StandingRecord.Good) writer.Rare("standing"u8, account.Standing, AccountJson.Default.StandingRecord);
        if (account.Gate is { } gate) writer.Rare("gate"u8, gate, AccountJson.Default.GateRecord);
        writer.Rare("releases"u8, account.Releases, AccountJson.Default.ImmutableArrayOrderRelease);
        writer.Rare("moratoria"u8, account.Moratoria, AccountJson.Default.ImmutableArrayDaySpan);
    }

    static void Habit(Utf8JsonWriter writer, PaymentHabit habit)
    {
        if (habit == PaymentHabit.Unknown) return;
        writer.WriteStartObject("habit"u8);
        writer.Number("settled"u8, habit.Settled);
        writer.Number("settledLate"u8, habit.SettledLate);
        writer.Number("daysLateTotal"u8, habit.DaysLateTotal);
        writer.Number("promisesKept"u8, habit.PromisesKept);
        writer.Number("promisesBroken"u8, habit.PromisesBroken);
        writer.Day("lastPaymentDate"u8, habit.LastPaymentDate);
        writer.Day("lastBrokenDate"u8, habit.LastBrokenDate);
        writer.WriteEndObject();
    }
}

/// <summary>The texts of one commit's messages, each written once: a reservation stands in the history, in the head and in its own row.</summary>
internal sealed class MessageTexts
{
    (Message Message, byte[] Bytes) last;

    public byte[] Of(Message message)
    {
        if (!ReferenceEquals(message, last.Message)) last = (message, Scratch.Bytes(message, MessageAsStored.Write));
        return last.Bytes;
    }
}
