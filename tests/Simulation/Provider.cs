using Collections.Domain;
using Collections.Engine;
using Collections.Living;

namespace Collections.Simulation;

/// <summary>A provider that takes most messages, refuses some, asks for patience, leaves some answers unclear, loses its search now and then, and bounces days later. The host dies after one gate in two hundred.</summary>
internal sealed class Provider
{
    readonly World world;
    readonly Dictionary<string, bool> wasTaken = new(StringComparer.Ordinal);

    public Provider(World world)
    {
        this.world = world;
        foreach (ScriptedChannel channel in (ScriptedChannel[])[world.Office.Email, world.Office.Sms])
        {
            channel.Otherwise = Answer;
            channel.Records = Records;
        }
        world.Office.Accounts.After = Die;
    }

    public int Unclear { get; private set; }
    public int Refused { get; private set; }
    public int Later { get; private set; }
    public int Bounced { get; private set; }

    SendOutcome Answer(OutgoingMessage message)
    {
        int luck = world.Random.Next(1000);
        if (luck < 40) return Count(() => Unclear++, TakenOrNot(message));
        if (luck < 60) return Count(() => Refused++, new SendOutcome.Refused("550", Refusal.AddressDead));
        if (luck < 62) return Count(() => Refused++, new SendOutcome.Refused("opted-out", Refusal.OptedOut));
        if (luck < 90) return Count(() => Later++, new SendOutcome.Later("429", luck % 2 == 0 ? TimeSpan.FromMinutes(2) : null));
        if (luck < 110) Bounce(message);
        return new SendOutcome.Accepted("sid-" + message.MessageId);
    }

    SendOutcome TakenOrNot(OutgoingMessage message)
    {
        wasTaken[message.MessageId] = world.Random.Next(2) == 0;
        return new SendOutcome.Unclear("timeout");
    }

    SearchOutcome Records(OutgoingMessage message)
    {
        if (world.Random.Next(10) == 0) return new SearchOutcome.Unavailable("503");
        return wasTaken.GetValueOrDefault(message.MessageId) ? new SearchOutcome.Found("sid-" + message.MessageId) : new SearchOutcome.Absent();
    }

    void Bounce(OutgoingMessage message)
    {
        Bounced++;
        Message reserved = world.Office.Journal.Reserved[message.MessageId];
        world.Agenda.On(world.Day + 1 + world.Random.Next(5), Agenda.Times[world.Random.Next(3)], () => world.Office.Desk.PutAsync(
            message.AccountId, new RecordDelivery(message.MessageId, reserved.ContactId, reserved.Channel, "bounce", "550", Refusal.AddressDead), new("provider:scripted"), CancellationToken.None));
    }

    Task Die(AccountCommit commit)
    {
        if (commit.Grant is null || world.Random.Next(200) != 0) return Task.CompletedTask;
        world.Deaths++;
        throw new HostDied();
    }

    static SendOutcome Count(Action count, SendOutcome outcome)
    {
        count();
        return outcome;
    }
}
