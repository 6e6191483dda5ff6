using Collections.Domain;

namespace Collections.Engine;

/// <summary>Something that happened to a customer and of which only the day is known. It is known to that day's run.</summary>
/// <param name="Date">The ledger's day on which it became known.</param>
/// <param name="Customer">The customer's number at the creditor.</param>
/// <param name="What">The input that it is.</param>
public sealed record DatedFact(DateOnly Date, string Customer, Input What)
{
    /// <summary>True for what is given or agreed on the day, after the day's money and disputes are known and what was agreed before is judged.</summary>
    internal bool IsAgreement => Order == 5;

    /// <summary>The order within a day: customers, invoices, money in, money taken back, disputes and blocks, agreements (product rule 2, last paragraph): 0 to 5.</summary>
    public int Order => What switch
    {
        DescribeCustomer or RemoveContact => 0,
        RecordInvoice or VoidInvoice => 1,
        RecordPayment { Payment.IsReversed: false } or RecordCreditNote { CreditNote.IsVoid: false } => 2,
        RecordPayment or RecordCreditNote or ReversePayment => 3,
        Agree or MakePromise or WithdrawPromise => 5,
        _ => 4,
    };
}

/// <summary>An address opted out, or in again, on a day; known to that day's run.</summary>
/// <param name="Date">The ledger's day.</param>
/// <param name="Address">As it was given; it is compared in its normalised form.</param>
/// <param name="IsOut">True: opted out.</param>
public sealed record AddressFact(DateOnly Date, string Address, bool IsOut)
{
    internal string Normalised => Address.Contains('@') ? Domain.Address.Email(Address) : Domain.Address.Mobile(Address);
}
