using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Portal;

namespace Collections.Web.Tests;

/// <summary>Customers on their own pages, by a link and its button as real ones.</summary>
internal static class Customers
{
    public static async Task<string> TokenAsync(this WebHost host, string customer, string ledger = "uk")
    {
        Account account = (await host.World.Stores.Accounts.LoadAsync(World.Id(customer, ledger), default))!.Account;
        return (await host.World.Door.NewLinkAsync(account, "Ada", default)).Token;
    }

    public static Task<HttpResponseMessage> OpenAsync(this HttpClient browser, string token) => browser.PostAsync("/portal/open", new FormUrlEncodedContent([new("token", token)]));

    /// <summary>A browser in which the customer has opened their page.</summary>
    public static async Task<HttpClient> VisitAsync(this WebHost host, string customer, string ledger = "uk")
    {
        HttpClient browser = host.Anonymous();
        HttpResponseMessage opened = await browser.OpenAsync(await host.TokenAsync(customer, ledger));
        Assert.Equal((HttpStatusCode.SeeOther, "/portal"), (opened.StatusCode, opened.Headers.Location!.ToString()));
        return browser;
    }

    public static async Task<IDocument> PageAsync(this HttpClient browser, string path) => new HtmlParser().ParseDocument(await browser.GetStringAsync(path));

    public static async Task<string> PortalTokenAsync(this HttpClient browser) => (await browser.PageAsync("/portal")).QuerySelector($"input[name={FormGuard.Field}]")!.GetAttribute("value")!;

    /// <summary>Sends a form of the portal with the session's own token.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient browser, string path, params (string Name, string Value)[] fields) =>
        await browser.PostAsync(path, new FormUrlEncodedContent([new(FormGuard.Field, await browser.PortalTokenAsync()), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));

    /// <summary>Asks for a code, lets it be sent, and answers what the text message said.</summary>
    public static async Task<string> CodeAsync(this WebHost host, HttpClient browser, string customer, string ledger = "uk")
    {
        int before = host.World.Sms.Sent.Count;
        await browser.SendAsync("/portal/code", ("to", "sms ap"), ("then", "contacts"));
        await host.World.Advance.RunAsync(World.Id(customer, ledger), default);
        return host.World.Sms.Sent.Count > before ? host.World.Sms.Sent[^1].Text.Text[..6] : "";
    }

    /// <summary>The customer has shown that they are there.</summary>
    public static async Task ConfirmAsync(this WebHost host, HttpClient browser, string customer, string ledger = "uk")
    {
        string code = await host.CodeAsync(browser, customer, ledger);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SendAsync("/portal/code/enter", ("code", code), ("then", "contacts"))).StatusCode);
    }

    /// <summary>A PDF as small as one gets.</summary>
    public static byte[] Pdf { get; } = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8.ToArray();
}
