using Collections.Domain;

namespace Collections.Policies.Tests;

public class GoldenLettersTests
{
    public static TheoryData<string> Packs => [.. PackFiles.ShippedNames];

    [Theory, MemberData(nameof(Packs))]
    public void Every_letter_of_every_pack_reads_as_it_did_when_a_person_last_read_it(string name)
    {
        LoadedPack pack = Some.Pack(name);
        LetterModel model = Some.Letter(Currency.Of(name switch { "uk-b2b" => "GBP", "eu-b2b" => "EUR", "in-msme" => "INR", _ => "USD" }), pack.Rules.Claims.Scheme);
        Dictionary<string, string> written = [];
        foreach (string language in pack.Letters.Languages)
            foreach (string letter in pack.Letters.Names)
                Write(pack, language, letter, model, written);
        Assert.NotEmpty(written);
        Golden.HoldFolder($"Letters/{name}", written);
    }

    static void Write(LoadedPack pack, string language, string letter, LetterModel model, Dictionary<string, string> written)
    {
        if (LetterRenderer.Render(pack, language, letter, model) is { } email)
        {
            written[$"{language}/{letter}.txt"] = $"Subject: {email.Subject}\n\n{email.Text}";
            written[$"{language}/{letter}.html"] = email.Html!;
        }
        if (LetterRenderer.RenderSms(pack, language, letter, model) is { } sms) written[$"{language}/{letter}.sms.txt"] = sms.Text + "\n";
    }
}
