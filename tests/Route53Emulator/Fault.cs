namespace Pipeline.Tests.Route53Emulator;

/// <summary>A fault to inject into a call.</summary>
public abstract record Fault
{
    private const string Page = "<html><head><title>Sign in</title></head><body>Welcome</body></html>";

    /// <summary>HTTP 500 without effect.</summary>
    public static readonly Fault InternalError = new ErrorResponse(
        500, "InternalFailure", "The request processing has failed because of an unknown error.");

    /// <summary>HTTP 400 Throttling without effect.</summary>
    public static readonly Fault Throttled = new ErrorResponse(400, "Throttling", "Rate exceeded");

    /// <summary>HTTP 400 PriorRequestNotComplete without effect.</summary>
    public static readonly Fault ZoneBusy = new ErrorResponse(
        400, "PriorRequestNotComplete", "The request was rejected because Route 53 was still processing a prior request.");

    /// <summary>The connection breaks before the call has an effect.</summary>
    public static readonly Fault BreaksBefore = new Break(Done: false);

    /// <summary>The connection breaks after the call took effect.</summary>
    public static readonly Fault BreaksAfter = new Break(Done: true);

    /// <summary>HTTP 500 after the call took effect.</summary>
    public static readonly Fault FailsAfter = new FailAfter();

    /// <summary>A proxy's page with HTTP 200 after the call took effect.</summary>
    public static readonly Fault AnswersAPage = new Foreign(200, Page);

    /// <summary>A proxy's page with HTTP 403 after the call took effect.</summary>
    public static readonly Fault ForbidsByAPage = new Foreign(403, Page);

    /// <summary>HTTP 200 and no body after the call took effect.</summary>
    public static readonly Fault AnswersNothing = new Foreign(200, "");

    /// <summary>The response is late.</summary>
    public static Fault Late(TimeSpan by) => new Delay(by);

    internal sealed record ErrorResponse(int Status, string Code, string Message) : Fault;

    internal sealed record Break(bool Done) : Fault;

    internal sealed record FailAfter : Fault;

    internal sealed record Foreign(int Status, string Body) : Fault;

    internal sealed record Delay(TimeSpan By) : Fault;
}
