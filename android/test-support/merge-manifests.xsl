<?xml version="1.0" encoding="UTF-8"?>
<!-- The app's manifest with the library's put in, and a second library's where there is one, less what it removes by name, as the
     Android Gradle Plugin's merger would do it for these. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:android="http://schemas.android.com/apk/res/android" xmlns:tools="http://schemas.android.com/tools">
  <xsl:param name="library" />
  <xsl:param name="second" />
  <xsl:output method="xml" encoding="utf-8" indent="yes" />
  <xsl:variable name="lib" select="document($library)/manifest | document($second)/manifest" />
  <xsl:variable name="removed" select="//*[@tools:node = 'remove']/@android:name" />

  <!-- What the Gradle build says in defaultConfig. -->
  <xsl:param name="package" />
  <xsl:template match="/manifest">
    <xsl:copy>
      <xsl:apply-templates select="@*" />
      <xsl:if test="$package"><xsl:attribute name="package"><xsl:value-of select="$package" /></xsl:attribute></xsl:if>
      <uses-sdk android:minSdkVersion="26" android:targetSdkVersion="36" />
      <xsl:apply-templates select="node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()" /></xsl:copy>
  </xsl:template>

  <xsl:template match="*[@tools:node = 'remove']" priority="1" />

  <!-- Without $lib/queries: Debian's aapt2 does not know them, and no test sees other packages. -->
  <xsl:template match="/manifest/application">
    <xsl:copy-of select="($lib/uses-permission | $lib/uses-feature)[not(@android:name = $removed)]" />
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
      <xsl:copy-of select="$lib/application/*[not(@android:name = $removed)]" />
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
