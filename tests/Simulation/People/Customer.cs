using Collections.Domain;

namespace Collections.Simulation.People;

/// <summary>How a customer behaves.</summary>
internal enum Manner { Prompt, Late, InParts, BreaksPromises, KeepsPromises, Disputes, OptsOut, Replies, TakesBack, Silent, Texts, Asks }

/// <summary>A customer of the world.</summary>
internal sealed record Customer(string Ledger, string Number, Contact Contact)
{
    public Manner Manner { get; set; }
    public int Invoices { get; set; }
    public AccountId Id { get; } = AccountId.Of(Ledger, Number);
}
