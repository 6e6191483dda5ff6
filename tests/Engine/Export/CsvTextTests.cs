using System.Globalization;
using System.Text;
using Collections.Domain;
using Xunit.Abstractions;

namespace Collections.Engine.Tests;

public sealed class CsvTextTests(ITestOutputHelper output)
{
    // What makes a spreadsheet take a cell for a formula, and what hides it from a careless check.
    static readonly string[] Signs = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\uFEFF", "'=", "''@"];
    static readonly string[] Behind =
    [
        "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"https://evil.example.com\",\"pay\")", "SUM(A1:A9)", "DDE(\"a\";\"b\")", "", "\"", ",", "\r\n=2", "44 7700 900123", "1.2.3", "1-1", "A1", " =1", "\u202E=1", "x\"y\",z", "WEBSERVICE(\"https://evil.example.com\")",
    ];
    static readonly string[] Plain = ["", "Bramble & Sons", "say \"hello\"", "a,b", "line\nbreak", "line\r\nbreak", "'quoted", "'", "12.50", "-12.50", "-0", "-1", "-1050.25", "0", " leads", "trails ", "ÄÖÜ 北京", "\uD83D\uDE00", "a=b", "x-1", "INV-1", "3+4"];

    [Fact]
    public void No_cell_is_a_formula_and_every_text_comes_back_as_it_was()
    {
        string[] cases = [.. Signs.SelectMany(s => Behind.Select(b => s + b)), .. Plain, .. Enumerable.Range(0, 40).Select(i => $"-{i}.{i:00}")];
        int formulas = 0, changed = 0, guarded = 0;
        foreach (string text in cases)
        {
            string csv = CsvText.Row("before", text, "after");
            string[] cells = Assert.Single(Read(csv));
            Assert.Equal(("before", "after", 3), (cells[0], cells[^1], cells.Length));
            if (cells[1].Length > 0 && IsFormula(cells[1])) formulas++;
            if (cells[1].StartsWith('\'') && !text.StartsWith('\'')) guarded++;
            if (CsvText.Unguarded(cells[1]) != text) changed++;
        }
        output.WriteLine($"{cases.Length} cells, {guarded} guarded, {formulas} formulas, {changed} that came back changed");
        Assert.True(cases.Length >= 300);
        Assert.Equal((0, 0), (formulas, changed));
    }

    [Theory]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-1", "-1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-1.2.3", "'-1.2.3")]
    [InlineData("-.5", "'-.5")]
    [InlineData("+44 7700 900123", "'+44 7700 900123")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    public void A_negative_amount_stays_a_number_and_whatever_only_looks_like_one_becomes_text(string text, string cell) => Assert.Equal(cell + "\r\n", CsvText.Row(text));

    [Fact]
    public void An_exported_table_says_the_same_as_CSV_and_as_JSON()
    {
        ExportedTable table = new(["customer", "balance", "currency", "days", "due", "onHold", "note"], [["=C-1", Money.Exact(-12.5m, Currency.Of("GBP")), "GBP", 3, new DateOnly(2026, 11, 20), true, null], ["C-2", Money.Exact(1050m, Currency.Of("JPY")), "JPY", null, null, false, "two\r\nlines"]]);
        Assert.Equal("customer,balance,currency,days,due,onHold,note\r\n'=C-1,-12.50,GBP,3,2026-11-20,true,\r\nC-2,1050,JPY,,,false,\"two\r\nlines\"\r\n", table.ToCsv());
        Assert.Equal("[{\"customer\":\"=C-1\",\"balance\":\"-12.50\",\"currency\":\"GBP\",\"days\":3,\"due\":\"2026-11-20\",\"onHold\":true,\"note\":null},{\"customer\":\"C-2\",\"balance\":\"1050\",\"currency\":\"JPY\",\"days\":null,\"due\":null,\"onHold\":false,\"note\":\"two\\r\\nlines\"}]",
            System.Text.Json.Nodes.JsonNode.Parse(table.ToJson())!.ToJsonString());
    }

    // What a spreadsheet does with the first character that it does not skip; a number with a sign is a number.
    static bool IsFormula(string cell) =>
        "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20\uFEFF".Contains(cell[0]) && !(cell.Length > 1 && char.IsAsciiDigit(cell[1]) && decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _));

    // RFC 4180, read by its own words: quoted cells may hold anything, a doubled quote is a quote, rows end in CR LF.
    static List<string[]> Read(string csv)
    {
        List<string[]> rows = [];
        List<string> row = [];
        StringBuilder cell = new();
        for (int i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && cell.Length == 0)
                for (i++; csv[i] != '"' || (i + 1 < csv.Length && csv[i + 1] == '"'); i++) cell.Append(csv[i] == '"' ? csv[i++] : csv[i]);
            else if (csv[i] == ',') { row.Add(cell.ToString()); cell.Clear(); }
            else if (csv[i] == '\r' && csv[i + 1] == '\n') { i++; row.Add(cell.ToString()); cell.Clear(); rows.Add([.. row]); row.Clear(); }
            else cell.Append(csv[i]);
        }
        return rows;
    }
}
