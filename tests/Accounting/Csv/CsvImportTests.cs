using System.Text;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Tests;

public sealed class CsvImportTests
{
    [Theory]
    [InlineData("C1,A,2026-01-05,2026-02-31,10.00,", "line 2, due: '2026-02-31' is no date of the form yyyy-MM-dd")]
    [InlineData("C1,A,05/01/2026,2026-02-04,10.00,", "line 2, issued: '05/01/2026' is no date")]
    [InlineData("C1,A,2026-02-05,2026-02-04,10.00,", "line 2, due: 2026-02-04 lies before the issue")]
    [InlineData("C1,A,2026-01-05,2026-02-04,10.00,2026-01-01", "line 2, settled: 2026-01-01 lies before the issue")]
    [InlineData("C1,A,2026-01-05,2026-02-04,-10.00,", "line 2, amount: -10.00 GBP is negative")]
    [InlineData("C1,A,2026-01-05,2026-02-04,10.001,", "line 2, amount: '10.001' is no exact amount of GBP")]
    [InlineData("C1,A,2026-01-05,2026-02-04,1e3,", "line 2, amount: '1e3' is no amount")]
    [InlineData("C1,A,2026-01-05,2026-02-04,\"1,000.00\",", "line 2, amount: '1,000.00' is no amount")]
    [InlineData("C1,A,2026-01-05,2026-02-04,9999999999999999.00,", "line 2, amount: '9999999999999999.00' is no exact amount")]
    [InlineData("C1,A,2026-01-05,2026-02-04,,", "line 2, amount: is empty")]
    [InlineData(",A,2026-01-05,2026-02-04,10.00,", "line 2, customer: is empty")]
    [InlineData("C1,A,2026-01-05,2026-02-04,10.00", "line 2, row: has 5 cells, the header 6")]
    [InlineData("not an address,A,2026-01-05,2026-02-04,10.00,", "line 2, email: 'not an address@example.com' is no email address")]
    public void A_bad_cell_is_reported_with_line_column_and_cure(string row, string expected)
    {
        ImportReading reading = Some.Read(Some.Rows + row + "\n");

        ImportFault fault = Assert.Single(reading.Faults);
        Assert.StartsWith(expected, fault.ToString());
        Assert.NotEmpty(fault.Cure);
        Assert.Empty(reading.Facts);
    }

    [Fact]
    public void Every_bad_cell_of_every_row_is_reported_at_once_and_a_duplicate_names_the_line_of_the_first()
    {
        ImportReading reading = Some.Read(Some.Rows + "C1,A,2026-01-05,2026-02-04,10.00,\nC1,B,x,y,z,\nC1,A,2026-01-05,2026-02-04,10.00,\n\nC2,A,2026-01-05,2026-02-04,10.00,\n");

        Assert.Equal(["3 issued", "3 due", "3 amount", "4 invoice"], reading.Faults.Select(f => $"{f.Line} {f.Column}"));
        Assert.Contains("stands in line 2 already", reading.Faults[3].What);
        Assert.Equal((4, 2), (reading.Rows, reading.SoundRows));
    }

    [Theory]
    [InlineData("", "file: is empty")]
    [InlineData("customer,invoice,issued,due,amount\n", "line 1, settled: is not in the header")]
    [InlineData("customer,customer,invoice,issued,due,amount,settled\n", "line 1, customer: stands in the header twice")]
    [InlineData("customer,invoice,issued,due,amount,settled\nC1,A,2026-01-05,2026-02-04,\"10.00,\nC2,B", "")]
    public void A_file_that_cannot_be_read_as_a_whole_gives_no_row(string text, string expected)
    {
        ImportReading reading = Some.Read(text);

        Assert.NotEmpty(reading.Faults);
        Assert.StartsWith(expected, reading.Faults[0].ToString());
        Assert.Empty(reading.Facts);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_reported_and_named_in_the_map_they_are_read()
    {
        byte[] latin = Encoding.Latin1.GetBytes("customer;name;invoice;issued;due;amount\nC1;Müller;A;05.01.2026;04.02.2026;1.050,25\n");
        ColumnMap german = Some.Plain with
        {
            Delimiter = ";", Dates = ["dd.MM.yyyy"], Decimal = ",", Group = ".", Encoding = "iso-8859-1", Currency = "EUR", Columns = Some.Plain.Columns with { Name = "name", SettledDate = null },
        };

        Assert.Contains("not utf-8", CsvImport.Read(new MemoryStream(latin), german with { Encoding = "utf-8" }).Faults.Single().What);
        ImportReading reading = CsvImport.Read(new MemoryStream(latin), german);
        Assert.Empty(reading.Faults);
        Assert.Equal("1050.25 EUR", reading.Facts.Select(f => f.What).OfType<RecordInvoice>().Single().Invoice.Amount.ToString());
        Assert.Equal("Müller", reading.Facts.Select(f => f.What).OfType<DescribeCustomer>().Single().About.Name);
    }

    [Fact]
    public void Text_that_looks_like_a_formula_stays_text_and_yen_have_no_decimals()
    {
        ColumnMap map = Some.Plain with { Currency = "JPY", Contact = new(), Columns = Some.Plain.Columns with { Description = "what" } };
        ImportReading reading = Some.Read("customer,invoice,issued,due,amount,settled,what\n=1+1,A,2026-01-05,2026-02-04,1050,,=HYPERLINK(1)\nC2,B,2026-01-05,2026-02-04,10.50,,\n", map);

        RecordInvoice invoice = Assert.Single(reading.Facts.Select(f => f.What).OfType<RecordInvoice>());
        Assert.Equal(("=HYPERLINK(1)", "1050 JPY"), (invoice.Invoice.Description, invoice.Invoice.Amount.ToString()));
        Assert.Equal("=1+1", reading.Facts[0].Customer);
        Assert.Equal("line 3, amount", Assert.Single(reading.Faults).ToString().Split(':')[0]);
    }

    [Fact]
    public void Payments_name_an_invoice_or_none_and_two_that_look_the_same_are_two()
    {
        ColumnMap map = Some.Plain with { Rows = CsvRows.Payments, Columns = new() { Customer = "customer", Amount = "amount", Date = "paid", Invoice = "invoice", KnownDate = "booked" } };
        ImportReading reading = Some.Read("customer,amount,paid,invoice,booked\nC1,10.00,2026-01-05,A,2026-01-07\nC1,10.00,2026-01-05,A,2026-01-07\nC1,5.00,2026-01-05,,\nC1,0.00,2026-01-05,,\n", map);

        Payment[] payments = [.. reading.Facts.Select(f => f.What).OfType<RecordPayment>().Select(p => p.Payment)];
        Assert.Equal(3, payments.Select(p => p.Id).Distinct().Count());
        Assert.Equal([0, 0, 500], payments.Select(p => p.Unapplied.Minor));
        Assert.Equal("2026-01-07", reading.Facts.First(f => f.What is RecordPayment).Date.ToString("yyyy-MM-dd"));
        Assert.Equal("line 5, amount", Assert.Single(reading.Faults).ToString().Split(':')[0]);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{ "timeZone": "Europe/London", "columns": { "customer": "c", "amount": "a" }, "colour": 1 }""", "colour")]
    [InlineData("""{ "timeZone": "Mars/Base", "currency": "XXZ", "delimiter": ";;", "encoding": "klingon", "dates": ["HH"], "decimal": "x", "columns": { "customer": "c", "amount": "a" } }""",
        "delimiter encoding dates decimal currency timeZone columns.number columns.issueDate columns.dueDate")]
    public void A_bad_map_is_refused_with_every_fault_at_once(string json, string expected)
    {
        (ColumnMap? map, System.Collections.Immutable.ImmutableArray<ImportFault> faults) = MapReader.Read(json);

        Assert.Null(map);
        string told = string.Join("\n", faults);
        Assert.All(expected.Split(' '), word => Assert.Contains(word, told));
        Assert.All(faults, f => Assert.NotEmpty(f.Cure));
    }
}
