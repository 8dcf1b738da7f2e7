using System.Globalization;
using System.Text;
using QRCoder;

namespace Akorda.Identity.SecondFactors;

/// <summary>A QR code as the path of an SVG: black squares of one unit each.</summary>
/// <param name="Size">Units on each side, the quiet zone included.</param>
/// <param name="Path">SVG path data.</param>
public sealed record QrCode(int Size, string Path)
{
    internal static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new QrCode(rows.Count, path.ToString());
    }
}
