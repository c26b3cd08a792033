namespace Pipeline.Contracts;

/// <summary>How the lines of a log are written.</summary>
public enum LogFormat
{
    /// <summary>For people: <c>2026-05-01T12:00:00.250Z warn  Producer.HostAgent: …</c>.</summary>
    Text,

    /// <summary>For machines: an object a line.</summary>
    Json,
}
