using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What is known of a customer and its contacts; what is null stays as it was. Contacts not named stay.</summary>
public sealed record DescribeCustomer(AccountDescribed About, ImmutableArray<Contact> Contacts) : Input
{
    /// <inheritdoc />
    public override string Cause => "customer";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (About.Zone is { } zone && !SendTime.IsZone(zone)) problems.Add(new("zone", $"'{zone}' is no IANA time zone", "write it as Europe/London"));
        foreach (Contact contact in Contacts) problems.AddRange(Problems(contact));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);

        int before = turn.Events.Count;
        if (!turn.Account.IsOpened) turn.Add(new AccountOpened(turn.Account.LedgerId, turn.Account.Customer, About.Name ?? ""));
        if (About.Apply(turn.Account) != turn.Account) turn.Add(About);
        foreach (Contact contact in Contacts) Set(turn, contact);
        return turn.Events.Count == before ? new Answer.AlreadyRecorded("nothing has changed") : new Answer.Done("customer recorded");
    }

    // A changed address is a new chance: what was known dead of the old one goes.
    static void Set(Turn turn, Contact contact)
    {
        Contact? known = turn.Account.ContactOf(contact.Id);
        Contact kept = known is null ? contact : contact with
        {
            EmailDeadSince = contact.Email == known.Email ? known.EmailDeadSince : null,
            MobileDeadSince = contact.Mobile == known.Mobile ? known.MobileDeadSince : null,
        };
        if (kept == known) return;
        turn.Add(new ContactSet(kept));
        foreach (Invoice stopped in turn.Account.Invoices.Where(i => i.Ladder is { StoppedForPerson: true }))
            turn.Add(new LadderStopped(stopped.Number, false, $"contact {contact.Id} changed"));
        foreach (WorkItem task in turn.Account.Tasks.Where(t => t.Kind == "no-contact")) turn.Add(new TaskDone(task.Id, $"contact {contact.Id} changed"));
    }

    static IEnumerable<Problem> Problems(Contact contact)
    {
        if (contact.Email is { Length: > 0 } && !Address.IsEmail(contact.Email)) yield return new($"contact {contact.Id}, email", "it is no email address", "write it as name@example.com");
        if (contact.Mobile is { Length: > 0 } && !Address.IsMobile(contact.Mobile)) yield return new($"contact {contact.Id}, mobile", "it is no international number", "write it with plus and country code: +44 7700 900123");
        if (contact.Zone is { } zone && !SendTime.IsZone(zone)) yield return new($"contact {contact.Id}, zone", $"'{zone}' is no IANA time zone", "write it as Europe/London");
    }
}

/// <summary>A contact left the customer.</summary>
public sealed record RemoveContact(string ContactId) : Input
{
    /// <inheritdoc />
    public override string Cause => "contact";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.ContactOf(ContactId) is null) return new Answer.AlreadyRecorded("there is no such contact");
        turn.Add(new ContactRemoved(ContactId));
        return new Answer.Done($"contact {ContactId} removed", ContactId);
    }
}
