namespace Pipeline.Tests.Terraform.Support;

/// <summary>
/// Where a machine keeps providers: in the folders that Terraform itself searches
/// (<see href="https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories"/>),
/// and in those for added software (Filesystem Hierarchy Standard 3.0: <c>/opt</c>, <c>/usr/local</c>).
/// </summary>
internal static class ProviderMirror
{
    private static readonly string Provider = Path.Combine("registry.terraform.io", "hashicorp", "aws");

    public static string Home { get; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <returns>The mirror's folder; null where there is none with the AWS provider.</returns>
    public static string? Find() => Places().FirstOrDefault(place => Directory.Exists(Path.Combine(place, Provider)));

    private static IEnumerable<string> Places() =>
    [
        .. Named(Environment.GetEnvironmentVariable("TF_PLUGIN_CACHE_DIR")),
        Path.Combine(Home, ".terraform.d", "plugins"),
        Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share"), "terraform", "plugins"),
        "/usr/local/share/terraform/plugins",
        "/usr/share/terraform/plugins",
        .. Below("/opt"),
        .. Below("/usr/local/lib"),
        .. Below("/usr/lib/terraform"),
    ];

    private static IEnumerable<string> Named(string? folder) => string.IsNullOrEmpty(folder) ? [] : [folder];

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder)
        ? [folder, .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)]
        : [];
}
