namespace Pipeline.Tests.Route53Emulator;

/// <summary>What goes wrong with a call, on order.</summary>
public abstract record Fault
{
    /// <summary>HTTP 500, nothing was done.</summary>
    public static readonly Fault InternalError = new Refusal(500, "InternalFailure", "The request processing has failed because of an unknown error.");

    /// <summary>HTTP 400 Throttling, nothing was done.</summary>
    public static readonly Fault Throttled = new Refusal(400, "Throttling", "Rate exceeded");

    /// <summary>HTTP 400 PriorRequestNotComplete, nothing was done.</summary>
    public static readonly Fault ZoneBusy = new Refusal(
        400, "PriorRequestNotComplete", "The request was rejected because Route 53 was still processing a prior request.");

    /// <summary>Nothing was done, and the connection breaks without an answer.</summary>
    public static readonly Fault BreaksBefore = new Break(Done: false);

    /// <summary>It was done, and the connection breaks without an answer.</summary>
    public static readonly Fault BreaksAfter = new Break(Done: true);

    /// <summary>HTTP 500, and yet it was done.</summary>
    public static readonly Fault FailsAfter = new FailAfter();

    /// <summary>The answer comes late.</summary>
    public static Fault Late(TimeSpan by) => new Delay(by);

    internal sealed record Refusal(int Status, string Code, string Message) : Fault;

    internal sealed record Break(bool Done) : Fault;

    internal sealed record FailAfter : Fault;

    internal sealed record Delay(TimeSpan By) : Fault;
}
