using System.Globalization;
using System.Text.Json;
using Collections.FakeProviders;

// dotnet run --project tests/FakeProviders [--port 5099] [--folder fakes] [--target http://127.0.0.1:5080]
// Prints the settings, as JSON and as environment variables, that point a server at these fakes; then posts webhooks once a second until it is stopped.
Dictionary<string, string> given = args.Chunk(2).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
FakeOptions options = new(
    int.Parse(given.GetValueOrDefault("--port", "0"), CultureInfo.InvariantCulture), given.GetValueOrDefault("--folder", Path.Combine(Path.GetTempPath(), "collections-fakes")),
    given.GetValueOrDefault("--target", "http://127.0.0.1:5080"), TimeProvider.System);

await using FakeServer server = await FakeServer.StartAsync(options, CancellationToken.None);
Console.WriteLine(JsonSerializer.Serialize(server.Settings(), new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
string sealKey = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
foreach ((string name, string value) in server.Settings().Append(new("Collections:ConnectionKeys:0", sealKey)).Append(new("Collections:PublicBaseUrl", options.Target)))
    Console.WriteLine($"export COLLECTIONS_{name.Replace(":", "__", StringComparison.Ordinal)}='{value}'");
Console.WriteLine($"# journals in {options.Folder}; switches: PUT {server.Address}_fake/sendgrid/switches");

using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
try
{
    while (await second.WaitForNextTickAsync(server.Stopping)) await server.DeliverAsync(server.Stopping);
}
catch (OperationCanceledException)
{
    // Stopped from outside.
}
