
namespace Pipeline.Tests.Support;

/// <summary>How a command ended, and what it had said.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Errors);
