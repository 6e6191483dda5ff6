using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Collections.FakeProviders.Books;

/// <summary>QuickBooks Online: queries, change data capture with deletions that carry an id alone, throttling as 403, consent.</summary>
public sealed partial class FakeQuickBooks : FakeBooks
{
    public FakeQuickBooks(FakeOptions options) : base(options, "quickbooks") => Consent = new(Name, options.Clock) { BesideTheCode = "&realmId=" + Realm };

    public const string Realm = "310687";
    public override ConsentPages Consent { get; }
    public string VerifierToken { get; } = "fake-verifier-token-of-quickbooks";
    protected override string NewId(BookKind kind, int number) => number.ToString(CultureInfo.InvariantCulture);
    protected override string NewCustomerId() => (900_000 + Book.Customers.Count).ToString(CultureInfo.InvariantCulture);

    public override IReadOnlyDictionary<string, string> Settings(Uri address) => new Dictionary<string, string>
    {
        ["QuickBooks:BaseAddress"] = new Uri(address, Name).AbsoluteUri, ["QuickBooks:ClientId"] = Consent.ClientId, ["QuickBooks:ClientSecret"] = Consent.ClientSecret, ["QuickBooks:VerifierTokens:0"] = VerifierToken,
    };

    protected override FakeAnswer Throttled() => new(403, "{\"Fault\":{\"Error\":[{\"Message\":\"message=ThrottleExceeded; errorCode=003001; statusCode=403\",\"code\":\"3001\"}],\"type\":\"THROTTLE\"}}");

    protected override FakeAnswer Page(FakeCall call) => call.Path switch
    {
        "connect/oauth2" => Consent.Consent(call),
        "oauth2/v1/tokens/bearer" => Consent.Token(call),
        "v2/oauth2/tokens/revoke" => Consent.Revoke(call),
        _ when !Consent.IsGood(call.Headers("Authorization")) => new(401, "{\"fault\":{\"type\":\"AUTHENTICATION\"}}"),
        $"v3/company/{Realm}/companyinfo/{Realm}" => FakeAnswer.Ok(new { CompanyInfo = new { CompanyName = "Sandbox Company" } }),
        $"v3/company/{Realm}/query" => Query(call["query"]),
        $"v3/company/{Realm}/cdc" => Changes(call),
        _ => new(403, "{\"Fault\":{\"type\":\"AUTHORIZATION\"}}"),
    };

    FakeAnswer Query(string text)
    {
        Match asked = Select().Match(text);
        if (!asked.Success) return new(400, "{\"Fault\":{\"type\":\"ValidationFault\"}}");
        string entity = asked.Groups["entity"].Value;
        HashSet<string>? wanted = asked.Groups["ids"] is { Success: true } ids ? [.. ids.Value.Split(',').Select(i => i.Trim(' ', '\''))] : null;
        List<JsonElement> all = All(entity, i => !i.IsDeleted && wanted?.Contains(i.Id) != false, wanted is null);
        int start = asked.Groups["start"] is { Success: true } s ? int.Parse(s.Value, CultureInfo.InvariantCulture) : 1, most = asked.Groups["most"] is { Success: true } m ? int.Parse(m.Value, CultureInfo.InvariantCulture) : 100;
        JsonElement[] page = [.. all.Skip(start - 1).Take(most)];
        return FakeAnswer.Ok(new { QueryResponse = page.Length == 0 ? new Dictionary<string, object>() : new() { [entity] = page, ["startPosition"] = start, ["maxResults"] = page.Length } });
    }

    FakeAnswer Changes(FakeCall call)
    {
        DateTimeOffset since = DateTimeOffset.Parse(call["changedSince"], CultureInfo.InvariantCulture);
        object[] answers = [.. call["entities"].Split(',').Select(e => new Dictionary<string, object> { [e] = All(e, i => i.UpdatedAt >= since, false).Take(1_000) })];
        return FakeAnswer.Ok(new { CDCResponse = new[] { new { QueryResponse = answers } } });
    }

    List<JsonElement> All(string entity, Func<BookItem, bool> keep, bool customers)
    {
        lock (Gate)
            return entity switch
            {
                "Customer" => customers ? [.. Book.Customers.Select(c => Json(new { c.Id, DisplayName = c.Name, Active = true, PrimaryEmailAddr = new { Address = c.Email }, MetaData = Meta(c.UpdatedAt), SyncToken = "0" }))] : [],
                "Invoice" => Those(BookKind.Invoice, Invoice),
                "CreditMemo" => Those(BookKind.Credit, Credit),
                _ => Those(BookKind.Payment, Payment),
            };

        List<JsonElement> Those(BookKind kind, Func<BookItem, JsonElement> write) =>
            [.. Book.Of(kind).Where(keep).Select(i => i.IsDeleted ? Json(new { domain = "QBO", status = "Deleted", i.Id, MetaData = Meta(i.UpdatedAt) }) : write(i))];
    }

    JsonElement Invoice(BookItem i) => Json(new
    {
        i.Id, SyncToken = Token(i), DocNumber = i.Number, TxnDate = Day(i.Date), DueDate = Day(i.DueDate), CustomerRef = new { value = i.Customer }, TotalAmt = Amount(i.IsVoid ? 0 : i.Cents), Balance = Amount(Book.Open(i)),
        PrivateNote = i.IsVoid ? "Voided" : "", MetaData = Meta(i.UpdatedAt), CurrencyRef = new { value = Book.Currency },
        LinkedTxn = Book.Of(BookKind.Payment).Where(p => !p.IsGone && p.Parts.Any(x => x.Invoice == i.Id)).Select(p => new { TxnId = p.Id, TxnType = "Payment" }),
    });

    JsonElement Credit(BookItem c) => Json(new
    {
        c.Id, SyncToken = Token(c), DocNumber = c.Number, TxnDate = Day(c.Date), CustomerRef = new { value = c.Customer }, TotalAmt = Amount(c.IsVoid ? 0 : c.Cents), RemainingCredit = Amount(Book.Left(c)), Balance = Amount(Book.Left(c)),
        PrivateNote = c.IsVoid ? "Voided" : "", MetaData = Meta(c.UpdatedAt), CurrencyRef = new { value = Book.Currency },
    });

    JsonElement Payment(BookItem p) => Json(new
    {
        p.Id, SyncToken = Token(p), TxnDate = Day(p.Date), CustomerRef = new { value = p.Customer }, TotalAmt = Amount(p.IsVoid ? 0 : p.Cents), UnappliedAmt = Amount(Book.Left(p)), PrivateNote = p.IsVoid ? "Voided" : "",
        MetaData = Meta(p.UpdatedAt), CurrencyRef = new { value = Book.Currency },
        Line = p.IsVoid ? [] : p.Parts.Select(x => Line(x, "Invoice")).Concat(p.FromCredits.Select(x => Line(x, "CreditMemo"))),
    });

    static object Line(BookPart part, string type) => new { Amount = Amount(part.Cents), LinkedTxn = new[] { new { TxnId = part.Invoice, TxnType = type } } };

    static object Meta(DateTimeOffset at) => new { LastUpdatedTime = at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) };

    static string Token(BookItem item) => item.Edits.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override Delivery Webhook(IEnumerable<BookEvent> events, string ledger)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(events.Select(e => new
        {
            specversion = "1.0", id = $"{e.Kind}-{e.Id}-{e.What}-{e.At.UtcTicks}", source = "intuit.fake", intuitentityid = e.Id, intuitaccountid = Realm, time = e.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            type = $"qbo.{e.Kind switch { BookKind.Invoice => "invoice", BookKind.Credit => "creditmemo", _ => "payment" }}.{e.What}.v1", data = new { },
        }));
        return Signed(body, ledger, "intuit-signature", Convert.ToBase64String(Mac(VerifierToken, body)));
    }

    [GeneratedRegex(@"^select \* from (?<entity>\w+)(?: where (?:Id in \((?<ids>[^)]*)\)|Id = (?<ids>'[^']*')|Active in \(true, false\)))?(?: orderby Id)?(?: startposition (?<start>\d+))?(?: maxresults (?<most>\d+))?$")]
    private static partial Regex Select();
}
