using Collections.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await Composition.AddAsync(builder.Services, HostSettings.Read(builder.Configuration), TimeProvider.System, CancellationToken.None);
await builder.Build().RunAsync();
