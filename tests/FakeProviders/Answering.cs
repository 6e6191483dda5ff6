namespace Collections.FakeProviders;

/// <summary>Plays the switches around a call that takes something.</summary>
internal static class Answering
{
    /// <summary>Answers as switched; <paramref name="accept"/> takes the message, writes the journal and gives the documented answer.</summary>
    internal static async Task<IResult> PlayAsync(HttpContext context, Switches switches, Func<IResult> accept)
    {
        if (switches.TakesThrottle()) return Throttled(context, switches);
        switch (switches.Answer)
        {
            case AnswerMode.TimeOut:
                return await NeverAsync(context);
            case AnswerMode.Fail:
                return Results.StatusCode(503);
            case AnswerMode.AcceptThenTimeOut:
                accept();
                return await NeverAsync(context);
            case AnswerMode.AcceptThenFail:
                accept();
                return Results.StatusCode(500);
            case AnswerMode.AcceptThenCut:
                accept();
                context.Abort();
                return Results.Empty;
            default:
                return accept();
        }
    }

    internal static IResult Throttled(HttpContext context, Switches switches)
    {
        context.Response.Headers.RetryAfter = switches.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Json(new { errors = new[] { new { message = "too many requests" } }, code = 20429, status = 429 }, statusCode: 429);
    }

    static async Task<IResult> NeverAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up.
        }
        return Results.Empty;
    }
}
