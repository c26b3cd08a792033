namespace Pipeline.Core.Health;

/// <summary>Why a container is stopped, in words for whoever finds it stopped.</summary>
public static class StopReason
{
    /// <summary>ECS StopTask takes no longer one.</summary>
    public const int Longest = 255;

    public static string Of(ContainerHealth health)
    {
        var failing = health.Watches.Find(watch => watch.Port == health.LastFailure?.Port);
        var what = failing is { Check: { } check, Service: var service }
            ? $"{service} on port {failing.Port} failed its check {check.Text}, last: {health.LastFailure!.Text}; "
            : "";
        var text = $"Unhealthy: {what}failing since {health.FailingSince:u}, out of DNS since {health.CondemnedAt:u}";
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }
}
