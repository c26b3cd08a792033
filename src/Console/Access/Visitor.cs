namespace Pipeline.Console.Access;

/// <summary>The sender of a request.</summary>
/// <param name="Name">The name shown; null for an anonymous reader on this machine.</param>
/// <param name="MayAct">Whether they presented the token, and so may retry, release and redrive.</param>
/// <param name="MaySignOut">Whether they have a session.</param>
/// <param name="CanSignIn">Whether a token is set.</param>
/// <param name="FieldName">The form field for <paramref name="Antiforgery"/>.</param>
/// <param name="Antiforgery">Proves that a form came from one of their pages; null when they may send none.</param>
public sealed record Visitor(
    string? Name, bool MayAct, bool MaySignOut, bool CanSignIn, string FieldName = "", string? Antiforgery = null)
{
    /// <summary>Whether a page rendered for them can be sent to every other anonymous reader.</summary>
    public bool IsAnonymous => Name is null;
}
