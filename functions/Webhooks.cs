using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Collections.Functions;

/// <summary>Where providers' webhooks come in, each a function of its own so that it is seen alone. All run the one intake: signature on the raw bytes, durable row, 2xx.</summary>
internal sealed class Webhooks(WebPipeline web)
{
    [Function("AccountingWebhook")]
    public Task<IResult> Accounting([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{source:regex(^(xero|quickbooks|stripe|business-central|standard-webhooks)$)}/{ledger}")] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.TakeAsync(request.HttpContext, durable);

    [Function("EmailEvents")]
    public Task<IResult> EmailEvents([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/sendgrid-events")] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.TakeAsync(request.HttpContext, durable);

    [Function("InboundEmail")]
    public Task<IResult> InboundEmail([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/sendgrid-inbound")] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.TakeAsync(request.HttpContext, durable);

    [Function("SmsEvents")]
    public Task<IResult> SmsEvents([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/twilio-status")] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.TakeAsync(request.HttpContext, durable);

    [Function("InboundSms")]
    public Task<IResult> InboundSms([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/twilio-inbound")] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.TakeAsync(request.HttpContext, durable);
}

/// <summary>Pages, API and its description: everything whose path begins with one of the fenced words. Where routes overlap the host takes the function whose
/// name sorts first, so the fence is what keeps this one from the others.</summary>
internal sealed class Web(WebPipeline web)
{
    public const string Fence = "{area:regex(^(api|console|portal|openapi)$)}/{*rest}";

    [Function("Web")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = Fence)] HttpRequest request, [DurableClient] DurableTaskClient durable) => web.ServeAsync(request.HttpContext, durable);
}
