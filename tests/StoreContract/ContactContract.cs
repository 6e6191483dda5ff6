using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Opt-outs and their dated history.</summary>
public abstract class ContactContract : StoreContractTests
{
    const string Address = "ap@example.com";

    async Task<IReadOnlyList<OptOutSpan>> SpansAsync(params string[] addresses) => await Contacts.OptOutsAsync(addresses.Length == 0 ? [Address] : addresses, Never);

    [Fact]
    public async Task An_address_that_said_nothing_has_not_opted_out() => Assert.Empty(await SpansAsync());

    [Fact]
    public async Task An_opt_out_stands_from_its_instant()
    {
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        Assert.Equal(new OptOutSpan(Address, Some.Now, null, "sms"), Assert.Single(await SpansAsync()));
    }

    [Fact]
    public async Task A_repeated_opt_out_changes_nothing()
    {
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptOutAsync(Address, Some.Now.AddDays(1), "email", Never);
        Assert.Equal(new OptOutSpan(Address, Some.Now, null, "sms"), Assert.Single(await SpansAsync()));
    }

    [Fact]
    public async Task An_opt_in_ends_the_span_and_a_new_opt_out_begins_another()
    {
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptInAsync(Address, Some.Now.AddDays(1), "sms", Never);
        await Contacts.OptOutAsync(Address, Some.Now.AddDays(2), "email", Never);
        Assert.Equal([new(Address, Some.Now, Some.Now.AddDays(1), "sms"), new(Address, Some.Now.AddDays(2), null, "email")], await SpansAsync());
    }

    [Fact]
    public async Task An_opt_in_without_an_opt_out_changes_nothing()
    {
        await Contacts.OptInAsync(Address, Some.Now, "sms", Never);
        Assert.Empty(await SpansAsync());
    }

    [Fact]
    public async Task An_opt_in_given_before_the_opt_out_does_not_lift_it()
    {
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptInAsync(Address, Some.Now.AddHours(-1), "sms", Never);
        Assert.Null(Assert.Single(await SpansAsync()).To);
    }

    [Fact]
    public async Task At_the_same_instant_the_opt_out_stands()
    {
        await Contacts.OptInAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        Assert.Null(Assert.Single(await SpansAsync()).To);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public async Task Words_count_by_their_own_time_in_whatever_order_they_come(int first, int second, int third)
    {
        foreach (int word in (int[])[first, second, third])
            await (word == 1 ? Contacts.OptInAsync(Address, Some.Now.AddDays(1), "sms", Never) : Contacts.OptOutAsync(Address, Some.Now.AddDays(word), "sms", Never));
        Assert.Equal([new(Address, Some.Now, Some.Now.AddDays(1), "sms"), new(Address, Some.Now.AddDays(2), null, "sms")], await SpansAsync());
    }

    [Fact]
    public async Task Only_the_same_address_lifts_an_opt_out()
    {
        await Contacts.OptOutAsync(Address, Some.Now, "sms", Never);
        await Contacts.OptInAsync("other@example.com", Some.Now.AddDays(1), "sms", Never);
        Assert.Null(Assert.Single(await SpansAsync()).To);
    }

    [Fact]
    public async Task Several_addresses_are_asked_for_at_once()
    {
        await Contacts.OptOutAsync("b@example.com", Some.Now, "sms", Never);
        await Contacts.OptOutAsync("a@example.com", Some.Now, "sms", Never);
        await Contacts.OptOutAsync("c@example.com", Some.Now, "sms", Never);
        Assert.Equal(["a@example.com", "b@example.com"], (await SpansAsync("b@example.com", "nobody@example.com", "a@example.com", "a@example.com")).Select(s => s.Address));
        Assert.Empty(await Contacts.OptOutsAsync([], Never));
    }

    [Theory]
    [InlineData("o'brien+/\\#?@example.com")]
    [InlineData("用户@example.com")]
    public async Task Any_address_can_opt_out(string address)
    {
        await Contacts.OptOutAsync(address, Some.Now, "email", Never);
        Assert.Equal(address, Assert.Single(await SpansAsync(address)).Address);
    }

    [Fact]
    public async Task An_opt_out_outlives_the_contact()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Contact("ap", Address));
        await Contacts.OptOutAsync(Address, Some.Now, "email", Never);
        account = await SaveAsync(Some.Commit(account, new ContactRemoved("ap")));
        await SaveAsync(Some.Commit(account, Some.Contact("ap", Address)));
        Assert.Null(Assert.Single(await SpansAsync()).To);
    }
}
