using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Letters about cases: answers the customer asked for, so they spend no budget. Each waits in its case until a provider has accepted it; one that has been overtaken never leaves.</summary>
internal static class CaseLetters
{
    const string Undelivered = "case-letter";

    /// <summary>Reserves a letter in place of any that has not gone yet.</summary>
    public static void Tell(Turn turn, Case about, CaseLetter letter)
    {
        int number = about.Letters + 1;
        string? id = Reserve(turn, about, letter, number);
        turn.Add(new CaseChanged(about with { ToTell = letter with { MessageId = id }, Letters = number }, "letter-reserved", ""));
        if (id is null) turn.OpenTask(Undelivered, about.Id, $"Nobody at the customer can be reached about case {about.Id}: tell them another way, or add a contact.");
    }

    /// <summary>A letter that was dropped, refused or never had an address is reserved again.</summary>
    public static void Again(Turn turn, Case about)
    {
        if (about.ToTell is not { } letter || (letter.MessageId is { } id && turn.Account.MessageOf(id) is not null)) return;
        if (RouteFor(turn, about, letter.Letter) is null) return;
        turn.CloseTasks(Undelivered, about.Id, "the customer can be reached again");
        Tell(turn, about, letter);
    }

    /// <summary>Takes note of what providers have accepted: the customer has been told.</summary>
    public static void Record(Turn turn)
    {
        int known = turn.Events.Count;
        for (int i = 0; i < known; i++)
        {
            string? id = turn.Events[i] switch { MessageAccepted a => a.MessageId, MessageUncertain u => u.MessageId, _ => null };
            if (id is not null && turn.Account.Cases.FirstOrDefault(c => c.ToTell?.MessageId == id) is { } told) turn.Add(new CaseChanged(told with { ToTell = null }, "told", ""));
        }
    }

    /// <summary>True when a message about a case says what no longer holds.</summary>
    public static bool IsOvertaken(Account account, Message message) =>
        message.Kind == MessageKind.Confirmation && account.CaseOf(message.About) is { } about && about.ToTell?.MessageId != message.Id;

    /// <summary>Adds to a letter what its case says; other letters stay as they are.</summary>
    public static LetterModel Fill(Turn turn, Message message, LoadedPack pack, LetterModel model)
    {
        if (message.Kind != MessageKind.Confirmation || turn.Account.CaseOf(message.About) is not { ToTell: { } letter } about) return model;
        string language = pack.Letters.LanguageFor(turn.Account.ContactOf(message.ContactId)?.Language);
        CaseTerms? terms = letter.Letter is StandardLetters.RequestOffer ? about.Offer?.Terms : about.Decision?.Terms;
        return model with
        {
            DecisionWords = CaseWording.Write(new(letter.Key, letter.Words, terms, terms is { Parts.Length: > 0 } ? turn.Rules.Agreements.PlanGraceDays : null), language, message.Channel == Channel.Sms),
            UntilDate = letter.Letter is StandardLetters.RequestOffer ? about.Offer?.UntilDate : terms?.LastDate,
            AnswerBy = about.AnswerBy is { } by ? SendTime.In(turn.Around.Ledger.TimeZone, by) : null,
            AppealDate = about.Decision is { } how ? how.Date.AddDays(turn.Rules.Requests.AskAgainDays) : null,
        };
    }

    static string? Reserve(Turn turn, Case about, CaseLetter letter, int number)
    {
        if (turn.Pack is not { } pack || RouteFor(turn, about, letter.Letter) is not { } route) return null;
        ContactWindow window = new(pack.Rules.ContactHours.From, pack.Rules.ContactHours.To);
        DateTimeOffset at = IsAnswerToTheHour(about, letter) ? turn.Now
            : window.OpensAt(turn.Now, turn.Around.ZoneOf(turn.Account, route.Contact), turn.Around.Holidays, turn.Around.AreaOf(turn.Account, route.Contact));
        return Engine.Reserve.Add(turn, new(MessageKind.Confirmation, about.Id, number, letter.Letter), route, pack, at > turn.Now ? at : turn.Now).Id;
    }

    // Whoever has just written is answered at once; what a person decides later waits for the recipient's hours.
    static bool IsAnswerToTheHour(Case about, CaseLetter letter) =>
        letter.Letter is StandardLetters.RequestReceived or StandardLetters.DisputeReceived or StandardLetters.ComplaintReceived or StandardLetters.Hardship || letter.Key == Deciding.WithinLimits && about.Via is "portal" or "sms";

    static Route? RouteFor(Turn turn, Case about, string letter)
    {
        bool hasText = turn.Pack is { } pack && pack.Letters.Has(pack.Letters.Languages[0], letter, "sms");
        if (about is { Via: "sms", ContactId: { } texted } && hasText && To(turn, Channel.Sms, texted) is { } back) return back;
        if (about.ContactId is { } asked && To(turn, Channel.Email, asked) is { } own) return own;
        Route? route = Route.First(Channel.Email, "accounts-payable", [], turn.Account, turn.Around).Route ?? Route.First(Channel.Email, null, [], turn.Account, turn.Around).Route;
        return route ?? (hasText ? Route.First(Channel.Sms, null, [], turn.Account, turn.Around).Route : null);
    }

    static Route? To(Turn turn, Channel channel, string contactId) =>
        turn.Account.ContactOf(contactId) is { } contact && contact.AddressFor(channel) is { } address && !turn.Around.OptedOut.Contains(address)
            && (channel == Channel.Email || turn.Around.Ledger.Sender.SmsFrom is not null) ? new(channel, contact, address) : null;
}
