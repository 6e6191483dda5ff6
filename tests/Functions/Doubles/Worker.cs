// Hand-written doubles of the worker's public attributes and builder: the names and signatures that the documentation gives, and nothing behind them.
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker
{
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FunctionAttribute(string name) : Attribute
    {
        public string Name { get; } = name;
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class TimerTriggerAttribute(string schedule) : Attribute
    {
        public string Schedule { get; } = schedule;
        public bool RunOnStartup { get; set; }
        public bool UseMonitor { get; set; } = true;
    }

    public sealed class TimerInfo
    {
        public bool IsPastDue { get; set; }
    }

    public enum AuthorizationLevel
    {
        Anonymous, User, Function, System, Admin,
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
    {
        public AuthorizationLevel AuthLevel { get; } = authLevel;
        public string[]? Methods { get; } = methods;
        public string? Route { get; set; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class QueueTriggerAttribute(string queueName) : Attribute
    {
        public string QueueName { get; } = queueName;
        public string? Connection { get; set; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class DurableClientAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class ActivityTriggerAttribute : Attribute;

    public static class AspNetCoreIntegration
    {
        public static Builder.FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this Builder.FunctionsApplicationBuilder builder) => builder;
    }
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public static class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
    }

    public sealed class FunctionsApplicationBuilder(string[] args)
    {
        readonly WebApplicationBuilder inner = WebApplication.CreateSlimBuilder(args);

        public IConfiguration Configuration => inner.Configuration;
        public IServiceCollection Services => inner.Services;
        public IHost Build() => inner.Build();
    }
}
