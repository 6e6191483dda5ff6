using System.Net;
using Collections.Domain;
using Collections.Engine;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

public sealed class ExportsTests(ITestOutputHelper print)
{
    [Fact]
    public async Task Each_export_leaves_its_entry_in_the_audit_with_who_what_and_how_many_rows()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient admin = await host.WithKeyAsync(Role.Admin);
        int before = (await AuditAsync(host)).Count;
        List<string> expected = [];
        foreach (ExportKind what in Enum.GetValues<ExportKind>())
            foreach (string form in (string[])["json", "csv"])
            {
                HttpResponseMessage answer = await admin.PostAsync($"/api/v1/ledgers/uk/exports/{Code.Of(what)}?format={form}", null);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal($"uk-{Code.Of(what)}.{form}", answer.Content.Headers.ContentDisposition!.FileName);
                string text = await answer.Content.ReadAsStringAsync();
                int rows = form == "json" ? System.Text.Json.JsonDocument.Parse(text).RootElement.GetArrayLength() : Rows(text) - 1;
                expected.Add($"{Code.Of(what)} as {form}, {rows} rows");
            }
        AuditEntry[] added = [.. (await AuditAsync(host)).Skip(before)];
        Assert.Equal(expected, added.Select(e => e.Details));
        Assert.All(added, e => Assert.Equal(Exports.AuditWord, e.What));
        Assert.All(added, e => Assert.StartsWith("key:", e.By));
        print.WriteLine(string.Join("; ", expected));
    }

    [Fact]
    public async Task A_balance_is_a_number_and_a_name_is_no_formula()
    {
        await using WebHost host = await WebHost.StartAsync();
        await host.World.CustomerAsync("uk", "=1+1", "@SUM(A1:A9)", "GBP", 5);
        using HttpClient viewer = await host.WithKeyAsync(Role.Viewer, "uk");
        string csv = await (await viewer.PostAsync("/api/v1/ledgers/uk/exports/invoices?format=csv", null)).Content.ReadAsStringAsync();
        string row = csv.Split("\r\n").Single(r => r.Contains("SUM"));
        Assert.StartsWith("'=1+1,'@SUM(A1:A9),'=1+1-INV-1,", row);
        Assert.Contains(",GBP,631.00,631.00,", row);
        string explained = await (await viewer.PostAsync("/api/v1/ledgers/uk/exports/explanation?format=csv", null)).Content.ReadAsStringAsync();
        Assert.Contains("promise-open", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_another_ledger_of_the_audit_by_a_viewer_or_in_no_known_form_is_refused_and_not_audited()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient viewer = await host.WithKeyAsync(Role.Viewer, "uk"), orders = await host.WithKeyAsync(Role.Orders, "uk");
        int before = (await AuditAsync(host)).Count;
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.PostAsync("/api/v1/ledgers/de/exports/accounts", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/api/v1/ledgers/uk/exports/audit", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await orders.PostAsync("/api/v1/ledgers/uk/exports/accounts", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await viewer.PostAsync("/api/v1/ledgers/uk/exports/accounts?format=xls", null)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await viewer.GetAsync("/api/v1/ledgers/uk/exports/accounts")).StatusCode);
        Assert.Equal(before, (await AuditAsync(host)).Count);
    }

    // Line breaks inside quotes belong to a cell.
    static int Rows(string csv)
    {
        int rows = 0;
        bool inQuotes = false;
        for (int i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"') inQuotes = !inQuotes;
            else if (csv[i] == '\n' && !inQuotes) rows++;
        }
        return rows;
    }

    static async Task<List<AuditEntry>> AuditAsync(WebHost host)
    {
        List<AuditEntry> entries = [];
        await foreach (StoredAudit entry in host.World.Stores.Ledgers.AuditTrailAsync("uk", default)) entries.Add(entry.Entry);
        return entries;
    }
}
