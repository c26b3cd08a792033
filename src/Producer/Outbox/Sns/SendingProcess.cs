namespace Pipeline.Producer.Outbox.Sns;

/// <summary>The process that sends a message, as the member <c>host</c> of MassTransit's envelope describes it.</summary>
/// <param name="Product">The program's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="MachineName">The machine's name.</param>
/// <param name="ProcessId">The process's identifier.</param>
/// <param name="FrameworkVersion">The version of .NET.</param>
/// <param name="OperatingSystem">The operating system and its version.</param>
public sealed record SendingProcess(
    string Product, string Version, string MachineName, int ProcessId, string FrameworkVersion, string OperatingSystem);
