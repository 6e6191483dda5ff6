namespace Collections.Accounting.Tests;

/// <summary>Bodies as the sources send them, written by us in their documented form.</summary>
internal static class Samples
{
    public const string Xero = """
        {"events":[{"resourceUrl":"https://api.xero.com/api.xro/2.0/Invoices/44aa0707-f718-4f1c-8d53-f2da9ca59533","resourceId":"44aa0707-f718-4f1c-8d53-f2da9ca59533","eventDateUtc":"2026-03-02T09:18:28.917","eventType":"UPDATE","eventCategory":"INVOICE","tenantId":"e629a03c-7ffe-4913-bd94-ff2fdb36a702","tenantType":"ORGANISATION"},
        {"resourceId":"55d84274-a3da-4829-a7c0-0cab601b95cc","tenantId":"e629a03c-7ffe-4913-bd94-ff2fdb36a702","eventCategory":"CREDITNOTE","eventType":"CREATE","eventDateUtc":"2026-03-02T09:19:09.923Z","data":{"Type":"ACCPAYCREDIT"}}],"firstEventSequence":2,"lastEventSequence":3,"entropy":"X"}
        """;

    public const string QuickBooks = """
        [{"specversion":"1.0","id":"88cd52aa-33b6-4351-9aa4-47572edbd068","source":"intuit.x","type":"qbo.invoice.created.v1","time":"2026-03-02T09:31:25.179851517Z","intuitentityid":"1234","intuitaccountid":"310687","data":{}},
        {"specversion":"1.0","id":"88cd52aa-33b6-4351-9aa4-47572edbd069","source":"intuit.x","type":"qbo.payment.deleted.v1","time":"2026-03-02T09:31:25Z","intuitentityid":"77","intuitaccountid":"310687"}]
        """;

    public const string QuickBooksLegacy = """
        {"eventNotifications":[{"realmId":"310687","dataChangeEvent":{"entities":[{"name":"Vendor","id":"40","operation":"Update","lastUpdated":"2026-03-02T03:09:04.000Z"},{"name":"CreditMemo","id":"43","operation":"Delete","lastUpdated":"2026-03-02T14:42:19-0700"}]}}]}
        """;

    public const string BusinessCentral = """
        {"value":[{"subscriptionId":"s","clientState":"client-state-of-these-tests-0123456789","resource":"/api/v2.0/companies(130bbd17-dbb9-4790-9b12-2b0e9c9d22c3)/salesInvoices(4b4f31f0-dc1c-4033-b2aa-ab03ca1d6ebc)","changeType":"updated","lastModifiedDateTime":"2026-03-02T09:00:00.467Z"},
        {"subscriptionId":"s","clientState":"client-state-of-these-tests-0123456789","resource":"api/v2.0/companies(130bbd17-dbb9-4790-9b12-2b0e9c9d22c3)/customers?$filter=lastDateTimeModified%20gt%202026-03-02T08:00:00Z","changeType":"collection","lastModifiedDateTime":"2026-03-02T09:00:00Z"}]}
        """;

    public const string Invoice = """
        {"type":"invoice.changed","timestamp":"2026-03-02T09:00:00Z","data":{"customer":"C-1001","number":"INV-2041","issue_date":"2026-02-01","due_date":"2026-03-03","amount":"1250.00","currency":"GBP","description":"Hammers","pay_link":"https://pay.example.com/2041","version":7}}
        """;

    public const string Payment = """
        {"type":"payment.changed","timestamp":"2026-03-02T09:00:00Z","data":{"customer":"C-1001","id":"BANK-88","amount":"1000.00","currency":"GBP","value_date":"2026-03-01","allocations":[{"invoice":"INV-2041","amount":"900.00"}]}}
        """;

    public const string CreditNote = """
        {"type":"credit_note.changed","timestamp":"2026-03-02T09:00:00Z","data":{"customer":"C-1001","number":"CN-12","amount":100.5,"currency":"GBP","value_date":"2026-03-01","allocations":[{"invoice":"INV-2041","amount":"100.50"}],"void":false}}
        """;

    public const string Customer = """
        {"type":"customer.changed","timestamp":"2026-03-02T09:00:00Z","data":{"customer":"C-1001","name":"Ashgrove Builders Ltd","time_zone":"Europe/London","contacts":[{"id":"ap","name":"Pat Lee","role":"accounts-payable","email":"ap@ashgrove.example.com","mobile":"+44 7700 900123","language":"en"}]}}
        """;

    public static string StripeInvoice(string status = "open", string more = "\"collection_method\":\"send_invoice\"", string currency = "gbp", long total = 12_000, long created = 1_772_443_800, long paid = 0) => $$$"""
        {"id":"evt_1","object":"event","type":"invoice.updated","created":{{{created}}},"livemode":true,"data":{"object":{"id":"in_1","object":"invoice","number":"ABCD-0001","customer":"cus_1","status":"{{{status}}}","currency":"{{{currency}}}","total":{{{total}}},"amount_paid":{{{paid}}},"created":1770000000,"status_transitions":{"finalized_at":1770000000},"due_date":1772592000,"attempt_count":0,{{{more}}} } } }
        """;

    public static string StripeCreditNote(string invoice = """{"id":"in_1","number":"ABCD-0001"}""", string more = "\"pre_payment_amount\":1690,\"type\":\"pre_payment\"", string status = "issued") => $$$"""
        {"id":"evt_2","object":"event","type":"credit_note.created","created":1772443800,"livemode":true,"data":{"object":{"id":"cn_1","object":"credit_note","number":"ABCD-0001-CN-01","customer":"cus_1","invoice":{{{invoice}}},"currency":"gbp","total":1690,"status":"{{{status}}}","created":1772443800,{{{more}}} } } }
        """;
}
