using Collections.Domain;

namespace Collections.Web.Tests;

internal static class Some
{
    public static Ledger Ledger { get; } = new()
    {
        Id = "uk", LegalName = "Brightwell Tools Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", HolidayArea = "GB", Pack = "uk-b2b",
        Sender = new() { Name = "Brightwell Tools Ltd", Email = "accounts@uk.example.com", Phone = "+447700900000" },
    };

    /// <summary>Texts that a page could mistake for its own: markup, attributes, addresses, templates, directions, controls.</summary>
    public static IEnumerable<string> Payloads
    {
        get
        {
            string[] seeds =
            [
                "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</title><script>alert(1)</script>", "</td></tr></table><h1>x</h1>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "&lt;script&gt;",
                "&#60;b&#62;", "javascript:alert(1)", "{{7*7}}", "@(7*7)", "@Model", "${7*7}", "<%= 7 %>", "\" autofocus onfocus=alert(1) x=\"", "' style='display:none", "<a href=//evil.example.com>x</a>", "<iframe srcdoc='<b>'>", "<base href=//evil.example.com>",
                "<form action=//evil.example.com><input name=q>", "<style>*{display:none}</style>", "<meta http-equiv=refresh content=0>", "\u202Egnp.exe", "a\u200Bb\u2066c", "x\u0000y", "line\r\nSet-Cookie: a=b", "<math><mi//xlink:href=\"data:x,<script>\">", "<plaintext>", "<textarea>", "</textarea>", "</main></body></html>",
            ];
            string[] frames = ["{0}", " {0}", "{0}{0}", "A {0} Ltd", "\t{0}\n", "<{0}>", "\"{0}\"", "'{0}'", "&{0};", "%{0}%", "`{0}`", "\u00A0{0}\uFEFF", "{0}\uD800", "</b>{0}<b>", "<!--{0}-->"];
            return seeds.SelectMany(s => frames.Select(f => f.Replace("{0}", s)));
        }
    }
}
