
namespace Pipeline.Tests.Support;

internal static class CommandOutcomes
{
    /// <summary>It ended with this code and said all of this.</summary>
    public static void ShouldSatisfy(this (int Code, string Said) ended, int code, params string[] said)
    {
        ended.Code.ShouldBe(code, ended.Said);
        foreach (var text in said) ended.Said.ShouldContain(text);
    }
}
