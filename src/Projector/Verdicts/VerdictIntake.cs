using Pipeline.Contracts;
using Pipeline.Core.Registration;

namespace Pipeline.Projector.Verdicts;

/// <summary>Validates verdicts: a verdict must identify a container, and its texts must be storable.</summary>
internal static class VerdictIntake
{
    /// <returns>A description of the flaw; null if the verdict is valid.</returns>
    public static string? FindFlaw(IVerdict verdict) =>
        FactIntake.FindIdFlaw(verdict.ContainerId) ?? FindTextFlaw("host", verdict.Host) ?? FindTextFlaw("reason", verdict.Reason);

    private static string? FindTextFlaw(string what, string? text) => text switch
    {
        null => $"its {what} is missing",
        { Length: > FactIntake.MaxText } => $"its {what} is longer than {FactIntake.MaxText} characters",
        _ when text.Contains('\0') => $"its {what} contains a NUL, which PostgreSQL cannot store",
        _ => null,
    };
}
