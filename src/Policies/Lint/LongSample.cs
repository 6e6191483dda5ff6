using Collections.Domain;

namespace Collections.Policies;

/// <summary>A letter's values as long as real ones get: what the lint renders every letter with.</summary>
internal static class LongSample
{
    internal static LetterModel In(Currency currency)
    {
        Money large = new(98_765_432_10, currency);
        DateOnly due = new(2026, 9, 30);
        DemandedLine line = new("INV-2026-0000-123456", due.AddDays(-30), due, 121, large + large, large, large);
        return new LetterModel
        {
            Creditor = new CreditorWords
            {
                Name = "Northern Counties Agricultural Supplies and Services Limited", Address = "Unit 14, The Old Maltings\nExampleton EX1 2AB", SenderName = "Accounts Receivable Team",
                Phone = "+44 7700 900123", Email = "accounts.receivable@example.com", BankDetails = "Bank transfer\nSort code 00-00-00\nAccount 00000000",
                Registration = "Registered in England and Wales, company number 00000000",
            },
            CustomerName = "Brightwater Joinery and Restoration Contractors Limited", ContactName = "Bartholomew Featherstonehaugh-Cholmondeley",
            AccountReference = "ACCOUNT-0000-1234567", AsOf = new(2026, 11, 28, 8, 30, 0, TimeSpan.Zero), Today = new(2026, 11, 28), Level = 3, CarryingInvoice = line.Number,
            Demanded = [new(currency, [line, line], large + large)],
            Upcoming = [new(currency, [line], large)],
            NotDemanded = [new(line.Number, line.IssueDate, due, large, QuietReason.Promised, due)],
            Disputed = [new(line.Number, line.IssueDate, due, large, QuietReason.InDispute)],
            UnappliedCredit = [large], BrokenPromise = new(large, due), Promise = new(large, due), Instalments = [new(large, due), new(large, due)],
            Claims = [new(large, large, "contract")],
            PortalLink = "https://pay.example.com/portal/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG0", PayLink = "https://pay.example.com/p/Zm9vYmFyYmF6cXV4MTIzNA",
            ReferenceCode = "K7M2QX", UntilDate = due, AppealDate = due, AnswerBy = new(2026, 9, 30, 17, 0, 0, TimeSpan.Zero),
            DecisionWords = "Yes. What you asked for is agreed:\nYou have until 30 Sep 2026 to pay INV-2026-0000-123456. We send no reminders for it before then.", Code = "482913",
        };
    }
}
