
namespace Pipeline.Tests.Support;

internal static class CommandOutcomes
{
    /// <summary>Asserts the exit code, and that the output contains each text.</summary>
    public static void ShouldSatisfy(this (int Code, string Said) ended, int code, params string[] said)
    {
        ended.Code.ShouldBe(code, ended.Said);
        foreach (var text in said) ended.Said.ShouldContain(text);
    }
}
