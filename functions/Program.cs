using Collections.Functions;
using Collections.Web.Access;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
HostSettings settings = HostSettings.Read(builder.Configuration);
await Composition.AddAsync(builder.Services, settings, TimeProvider.System, CancellationToken.None);
IHost host = builder.Build();
if (settings.IsOnOneMachine) Console.WriteLine($"Sign in within {SignIn.LinkLasts.TotalMinutes:0} minutes: {await host.Services.GetRequiredService<SignIn>().AdminPathAsync("functions", CancellationToken.None)}");
await host.RunAsync();
