using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Letters about standing. Each waits in the record until a provider has accepted it; one that has been overtaken never leaves.</summary>
internal static class StandingLetters
{
    public const string About = "standing", Blacklisted = "blacklisted", TermsChanged = "rehabilitated", WarningEnded = "warning-ended",
        ConductNotice = "conduct-notice", AppealReceived = "request-received", AppealDecided = "request-decision";

    /// <summary>Reserves a letter in place of any that has not gone yet.</summary>
    public static void Tell(Turn turn, StandingLetter letter)
    {
        StandingRecord now = turn.Account.Standing;
        string? id = Reserve(turn, letter);
        StandingLetter waiting = letter with { MessageId = id };
        bool isNotice = letter.Letter == ConductNotice;
        StandingStep.Take(turn, now with { ToTell = waiting, NoticeMessageId = isNotice ? id : now.NoticeMessageId }, "letter-reserved");
        if (id is null) turn.OpenTask("standing-letter", letter.Letter, "Nobody at the customer can be reached by email about the change in how we supply: tell them another way, or add a contact.");
    }

    /// <summary>A letter that was dropped, refused or never had an address is reserved again.</summary>
    public static void Again(Turn turn)
    {
        if (turn.Account.Standing.ToTell is not { } letter) return;
        if (letter.MessageId is { } id && turn.Account.MessageOf(id) is not null) return;
        if (First(turn) is null && letter.MessageId is null) return;
        Tell(turn, letter);
    }

    /// <summary>True when a message about standing says what no longer holds.</summary>
    public static bool IsOvertaken(Account account, Message message) => message.About == About && account.Standing.ToTell?.MessageId != message.Id;

    /// <summary>True for the letter on a blacklisting, which says what would have to be paid, unless a person must speak for the account.</summary>
    public static bool Demands(Turn turn, Message message) =>
        message is { About: About, Letter: Blacklisted } && !Guards.OfAccount(turn.Account, turn.Around, turn.Today).Any();

    /// <summary>Adds to a letter what standing says; other letters stay as they are.</summary>
    public static LetterModel Fill(Turn turn, Message message, LoadedPack pack, LetterModel model)
    {
        StandingRecord now = turn.Account.Standing;
        if (message.About != About || now.ToTell is not { } letter) return model;
        string language = pack.Letters.LanguageFor(turn.Account.ContactOf(message.ContactId)?.Language);
        string words = string.Join('\n', new[] { StandingWords.For(letter.Key, language) ?? "", letter.Words }.Where(w => w.Length > 0));
        return model with
        {
            DecisionWords = words,
            UntilDate = letter.Letter switch
            {
                Blacklisted => now.ReviewDate,
                TermsChanged => StandingStep.StepEnds(turn, now),
                ConductNotice => turn.Today.AddDays(StandingStep.RulesOf(turn).CureDays),
                _ => null,
            },
            AppealDate = letter.Letter == Blacklisted ? now.AppealUntilDate : null,
        };
    }

    static string? Reserve(Turn turn, StandingLetter letter)
    {
        if (turn.Pack is not { } pack || First(turn) is not { } route) return null;
        ContactWindow window = new(pack.Rules.ContactHours.From, pack.Rules.ContactHours.To);
        DateTimeOffset opens = window.OpensAt(turn.Now, turn.Around.ZoneOf(turn.Account, route.Contact), turn.Around.Holidays, turn.Around.AreaOf(turn.Account, route.Contact));
        Purpose purpose = new(MessageKind.Confirmation, About, turn.Account.Standing.Steps, letter.Letter);
        return Engine.Reserve.Add(turn, purpose, route, pack, opens > turn.Now ? opens : turn.Now).Id;
    }

    static Route? First(Turn turn) =>
        Route.First(Channel.Email, "owner", [], turn.Account, turn.Around).Route ?? Route.First(Channel.Email, null, [], turn.Account, turn.Around).Route;
}
