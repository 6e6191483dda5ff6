using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Collections.Engine;

namespace Collections.Storage.Azure.Table;

/// <summary>The calls of the Queue service that the host needs: make a queue, put, get and delete a message. A message is a hint alone (the inbox row is the truth),
/// so putting one twice does no harm.</summary>
public sealed class QueueClient
{
    const int Most = 4;
    readonly string root;
    readonly HttpPipeline pipeline;

    internal QueueClient(Uri endpoint, HttpPipeline pipeline)
    {
        root = endpoint.AbsoluteUri.TrimEnd('/');
        this.pipeline = pipeline;
    }

    /// <summary>Makes a queue; one that exists is left as it is.</summary>
    public Task CreateAsync(string queue, CancellationToken cancel) => CallAsync("queue create", RequestMethod.Put, $"/{queue}", null, cancel);

    /// <summary>Puts a message, as base64 of its UTF-8, which is what Functions' queue trigger reads.</summary>
    public Task PutAsync(string queue, string text, CancellationToken cancel)
    {
        string body = new XElement("QueueMessage", new XElement("MessageText", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))).ToString(SaveOptions.DisableFormatting);
        return CallAsync("queue put", RequestMethod.Post, $"/{queue}/messages", body, cancel);
    }

    /// <summary>Takes a message, hidden from others for a while; null when there is none.</summary>
    public async Task<QueueMessage?> GetAsync(string queue, TimeSpan hidden, CancellationToken cancel)
    {
        string xml = await CallAsync("queue get", RequestMethod.Get, $"/{queue}/messages?numofmessages=1&visibilitytimeout={(int)hidden.TotalSeconds}", null, cancel);
        XElement? message = XDocument.Parse(xml.TrimStart('\uFEFF')).Root!.Element("QueueMessage");
        return message is null ? null : new(
            message.Element("MessageId")!.Value, message.Element("PopReceipt")!.Value, Encoding.UTF8.GetString(Convert.FromBase64String(message.Element("MessageText")!.Value)),
            (int)message.Element("DequeueCount")!);
    }

    /// <summary>Removes a message that was taken; one that is gone is gone.</summary>
    public Task DeleteAsync(string queue, QueueMessage message, CancellationToken cancel) =>
        CallAsync("queue delete", RequestMethod.Delete, $"/{queue}/messages/{message.Id}?popreceipt={Uri.EscapeDataString(message.Receipt)}", null, cancel);

    async Task<string> CallAsync(string kind, RequestMethod method, string path, string? body, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            using HttpMessage message = pipeline.CreateMessage();
            message.SetProperty(MeterPolicy.Kind, kind);
            message.Request.Method = method;
            message.Request.Uri.Reset(new Uri(root + path));
            message.Request.Headers.Add("x-ms-version", "2019-02-02");
            if (body is not null)
            {
                message.Request.Headers.Add("Content-Type", "application/xml");
                message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body));
            }
            if (await SendAsync(message, cancel) is { } status && status is >= 200 and < 300) return message.Response.Content.ToString();
            else if (status is 409 or 404 && method != RequestMethod.Get && method != RequestMethod.Post) return "";
            else if (status is > 0 and < 500 and not 408 and not 429) throw new TableRefusedException(status, "queue");
            if (attempt == Most) throw new StoreUnavailableException("The queue does not answer.");
        }
    }

    /// <summary>Zero: no answer.</summary>
    async Task<int> SendAsync(HttpMessage message, CancellationToken cancel)
    {
        try
        {
            await pipeline.SendAsync(message, cancel);
            return message.Response.Status;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && fault is RequestFailedException or HttpRequestException or IOException or OperationCanceledException or AggregateException)
        {
            return 0;
        }
    }
}

/// <summary>A message that was taken.</summary>
/// <param name="Id">The service's.</param>
/// <param name="Receipt">Needed to delete it.</param>
/// <param name="Text">As it was put.</param>
/// <param name="Deliveries">How often it was taken.</param>
public sealed record QueueMessage(string Id, string Receipt, string Text, int Deliveries);
